"""Calls handlers for a batch, so that order per key holds and set-wise handlers get large sets."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from itertools import groupby
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.bus.interface import Record
from chassis.cloudevents import CloudEvent, parse
from chassis.subscriptions import Delivery, Handler, SetWise, Subscriptions
from chassis.tracing import span


class Stage(NamedTuple):
    """Deliveries of one type that may be handled together."""

    handler: Handler | SetWise
    deliveries: list[Delivery]


def delivery_of(topic: str, partition: int, position: int, event: CloudEvent) -> Delivery:
    """The event opened for a handler. Raises ValueError for data that breaks the contract."""
    return Delivery(
        event=parse(event),
        id=event.id,
        time=event.time,
        topic=topic,
        partition=partition,
        position=position,
        key=event.subject,
        traceparent=event.traceparent,
    )


def deliveries_of(records: Sequence[Record]) -> list[Delivery]:
    """The records opened for their handlers, in the same order."""
    return [delivery_of(*record.place, record.position, record.event) for record in records]


def stages(subscriptions: Subscriptions, deliveries: Sequence[Delivery]) -> list[Stage]:
    """Arrange deliveries so that each key's keep their order and equal types stand together.

    A delivery goes into the stage its key has reached, or into the next one where its key's last delivery was
    of another type. Keys are independent of each other, and so a registration and a later move of one person
    come in two stages, but all registrations of a batch come in one.
    """
    reached: dict[tuple[str, str], tuple[int, type]] = {}
    staged: list[tuple[int, Delivery]] = []
    for delivery in deliveries:
        kind, key = type(delivery.event), (delivery.topic, delivery.key)
        stage, last = reached.get(key, (0, kind))
        stage += last is not kind
        reached[key] = stage, kind
        staged.append((stage, delivery))
    types = {type(d.event): n for n, d in reversed(list(enumerate(deliveries)))}
    staged.sort(key=lambda each: (each[0], types[type(each[1].event)]))
    grouped = groupby(staged, key=lambda each: (each[0], type(each[1].event)))
    return [Stage(subscriptions.handlers[kind], [d for _, d in group]) for (_, kind), group in grouped]


async def dispatch(session: AsyncSession, subscriptions: Subscriptions, deliveries: Sequence[Delivery]) -> None:
    """Run every delivery's handler. Raises what the first failing handler raises."""
    any_set = any(isinstance(handler, SetWise) for handler in subscriptions.handlers.values())
    # Without set-wise handlers the plain order of the bus stays, across keys too.
    arranged = stages(subscriptions, deliveries) if any_set else _one_by_one(subscriptions, deliveries)
    for stage in arranged:
        if isinstance(stage.handler, SetWise):
            # A set belongs to many works at once: its span stands under the first one's.
            with _span_of(subscriptions, stage.deliveries[0]):
                await stage.handler.handle(session, stage.deliveries)
            continue
        for delivery in stage.deliveries:
            # What the handler publishes belongs to the work that the event belongs to.
            with _span_of(subscriptions, delivery):
                await stage.handler(session, delivery.event, delivery)


def _span_of(subscriptions: Subscriptions, delivery: Delivery) -> AbstractContextManager[object]:
    return span(subscriptions.service, type(delivery.event).type, "consumer", delivery.traceparent)


def _one_by_one(subscriptions: Subscriptions, deliveries: Sequence[Delivery]) -> list[Stage]:
    return [Stage(subscriptions.handlers[type(d.event)], [d]) for d in deliveries]
