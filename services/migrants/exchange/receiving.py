"""Who takes which message: one receiver for each type, which runs in a savepoint of its own.

    @receives(HandoverOffered)
    async def receive_offer(session: AsyncSession, incoming: Incoming[HandoverOffered]) -> None: ...

A receiver is called once for each message. It raises MessageRefused to turn a message down: whatever it did is taken
back, and the sender gets a signed receipt with the reason. Any other exception leaves the message to be tried again.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession

from services.migrants.exchange.message import Message

M = TypeVar("M", bound=Message)


class Incoming(msgspec.Struct, Generic[M], frozen=True, kw_only=True):
    """A genuine message of another county's. ``sender`` is its six digits; ``sent_at`` is when it was queued there."""

    id: UUID
    sender: str
    thread: UUID
    sent_at: datetime
    message: M


class MessageRefused(Exception):
    """The receiver turns the message down. ``code`` is for programs, ``zh`` and ``en`` for people; no personal data."""

    def __init__(self, code: str, zh: str, en: str) -> None:
        super().__init__(code)
        self.code, self.zh, self.en = code, zh, en


Receiver = Callable[[AsyncSession, Incoming[M]], Awaitable[None]]
_receivers: dict[type[Message], Receiver[Any]] = {}


def receives(message_type: type[M]) -> Callable[[Receiver[M]], Receiver[M]]:
    """Make the function below the receiver of ``message_type``; a second one for the type is a programming error."""

    def enter(receiver: Receiver[M]) -> Receiver[M]:
        if message_type in _receivers:
            raise TypeError(f"{message_type.type} has a receiver already")
        _receivers[message_type] = receiver
        return receiver

    return enter


def receiver_of(message_type: type[Message]) -> Receiver[Any] | None:
    """The receiver of a type, or None where this version takes none."""
    return _receivers.get(message_type)


def accepted_types() -> list[str]:
    """Every type that is taken here, for counties to choose from."""
    return sorted(message_type.type for message_type in _receivers)
