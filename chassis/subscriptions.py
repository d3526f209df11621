"""What a service listens to: event types and their handlers, in one table.

A service's ``subscriptions.py`` is its whole inbound surface::

    SUBSCRIPTIONS = Subscriptions(
        service="followup",
        handlers={PersonRegistered: keep_person, PersonMoved: each_set(move_visits)},
    )

A handler runs inside the transaction that also records the event as received; it never commits. It must be
idempotent on business keys, because a read model is rebuilt by handling everything again.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.cloudevents import DomainEvent, event_types

E = TypeVar("E", bound=DomainEvent)


@dataclass(frozen=True, slots=True)
class Delivery(Generic[E]):
    """An event as it reached the handler, and where on the bus it stood."""

    event: E
    id: str
    """The CloudEvents id (UUIDv7)."""
    time: datetime
    """When it happened, UTC."""
    topic: str
    partition: int
    position: int
    key: str
    traceparent: str | None = None


Handler = Callable[[AsyncSession, Any, Delivery[Any]], Awaitable[None]]
"""``async def keep_person(session, event: PersonRegistered, delivery: Delivery) -> None``"""

SetHandler = Callable[[AsyncSession, Sequence[Delivery[Any]]], Awaitable[None]]
"""``async def keep_people(session, deliveries: Sequence[Delivery[PersonRegistered]]) -> None``"""


@dataclass(frozen=True, slots=True)
class SetWise:
    """A handler that takes many events of its type at once; made by ``each_set``."""

    handle: SetHandler


def each_set(handler: SetHandler) -> SetWise:
    """Mark a handler that takes a set of events of one type in one statement.

    Within a set, deliveries stand in bus order, and one key may occur more than once. Order per key holds
    across handlers too: a set ends where another type of the same key comes between.
    """
    return SetWise(handler)


class BadSubscription(TypeError):
    """A subscription that could never be served; raised at start-up."""


@dataclass(frozen=True)
class Subscriptions:
    """The handlers of one consumer; ``group`` names it on the bus and in the inbox (default: the service)."""

    service: str
    handlers: Mapping[type[DomainEvent], Handler | SetWise]
    group: str = ""

    def __post_init__(self) -> None:
        undeclared = [t.__name__ for t in self.handlers if event_types().get(getattr(t, "type", "")) is not t]
        if undeclared:
            raise BadSubscription(f"no contract declares {', '.join(undeclared)}")
        object.__setattr__(self, "group", self.group or self.service)
        if self.group != self.service and not self.group.startswith(f"{self.service}."):
            raise BadSubscription(f"group {self.group!r} must be {self.service!r} or start with it and a dot")

    @property
    def topics(self) -> list[str]:
        """The topics that carry the subscribed types, sorted."""
        return sorted({event_type.topic for event_type in self.handlers})

    def handler(self, type_name: str) -> Handler | SetWise | None:
        """The handler for a type, or None where this consumer has no interest in it."""
        event_type = event_types().get(type_name)
        return None if event_type is None else self.handlers.get(event_type)
