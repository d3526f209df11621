"""Hands events to a service's handlers as its consumer does: in order, in one transaction."""

from collections.abc import Sequence

from chassis.clock import now
from chassis.cloudevents import DomainEvent
from chassis.db import Database
from chassis.identifiers import new_id
from chassis.subscriptions import Delivery, SetWise, Subscriptions


def deliveries_of(events: Sequence[DomainEvent]) -> list[Delivery[DomainEvent]]:
    """Each event with a fresh id and position."""
    return [Delivery(e, str(new_id()), now(), e.topic, 0, n, e.subject) for n, e in enumerate(events, 1)]


async def deliver(database: Database, subscriptions: Subscriptions, *events: DomainEvent) -> None:
    """Handle ``events`` once each."""
    await handle(database, subscriptions, deliveries_of(events))


async def handle(database: Database, subscriptions: Subscriptions, deliveries: Sequence[Delivery[DomainEvent]]) -> None:
    """Handle these deliveries; call it again with the same ones to replay them."""
    async with database.transaction() as session:
        for delivery in deliveries:
            handler = subscriptions.handler(delivery.event.type)
            if isinstance(handler, SetWise):
                await handler.handle(session, [delivery])
            elif handler is not None:
                await handler(session, delivery.event, delivery)
