"""Who takes which message: one receiver for each type, which runs in a savepoint of its own.

    @receives(HandoverOffered)
    async def receive_offer(session: AsyncSession, incoming: Incoming[HandoverOffered]) -> None: ...

A receiver is called once for each message. It raises MessageRefused to turn a message down: whatever it did is taken
back, and the sender gets a signed receipt with the reason. Any other exception leaves the message to be tried again.

What comes by the thousand is taken together: many messages of one type, each of another thread, in one savepoint. Such
a receiver answers with those that it turns down, for which it has done nothing::

    @receives_together(HandoverReceived)
    async def note_received(session: AsyncSession, incoming: Sequence[Incoming[HandoverReceived]]) -> Refusals: ...
"""

from collections.abc import Awaitable, Callable, Sequence
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


class BadContent(MessageRefused):
    """What the message says does not fit what the two counties agreed on."""

    def __init__(self) -> None:
        super().__init__("bad-content", "消息内容不符合约定", "The message does not fit its contract")


Receiver = Callable[[AsyncSession, Incoming[M]], Awaitable[None]]
Refusals = dict[UUID, MessageRefused]
"""Messages that were turned down, by their ids."""
ReceiverOfMany = Callable[[AsyncSession, Sequence[Incoming[M]]], Awaitable[Refusals]]
_receivers: dict[type[Message], Receiver[Any]] = {}
_receivers_of_many: dict[type[Message], ReceiverOfMany[Any]] = {}


def receives(message_type: type[M]) -> Callable[[Receiver[M]], Receiver[M]]:
    """Make the function below the receiver of ``message_type``; a second one for the type is a programming error."""

    def enter(receiver: Receiver[M]) -> Receiver[M]:
        if message_type in _receivers:
            raise TypeError(f"{message_type.type} has a receiver already")
        _receivers[message_type] = receiver
        return receiver

    return enter


def receives_together(message_type: type[M]) -> Callable[[ReceiverOfMany[M]], ReceiverOfMany[M]]:
    """Make the function below the receiver of ``message_type``, which takes one message or many."""

    def enter(receiver: ReceiverOfMany[M]) -> ReceiverOfMany[M]:
        async def take_one(session: AsyncSession, incoming: Incoming[M]) -> None:
            for refused in (await receiver(session, [incoming])).values():
                raise refused

        receives(message_type)(take_one)
        _receivers_of_many[message_type] = receiver
        return receiver

    return enter


def receiver_of_many(message_type: type[Message]) -> ReceiverOfMany[Any] | None:
    """The receiver of many messages of a type, or None where they are taken one by one."""
    return _receivers_of_many.get(message_type)


def receiver_of(message_type: type[Message]) -> Receiver[Any] | None:
    """The receiver of a type, or None where this version takes none."""
    return _receivers.get(message_type)


def accepted_types() -> list[str]:
    """Every type that is taken here, for counties to choose from."""
    return sorted(message_type.type for message_type in _receivers)
