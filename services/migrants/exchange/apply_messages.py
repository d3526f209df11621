"""Apply messages that were found genuine: each with its receipt, or nothing of it with the reason."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import msgspec
import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from services.migrants.exchange.installation import installation_of
from services.migrants.exchange.message import message_types
from services.migrants.exchange.receiving import (
    BadContent,
    Incoming,
    MessageRefused,
    receiver_of,
    receiver_of_many,
)
from services.migrants.exchange.tables import Arrived

log = structlog.get_logger()
ARRIVED_BODY = "exchange_arrived.body"
"""The context in which bodies that came are sealed."""
_TRY_AGAIN = timedelta(minutes=1)


async def apply_messages(session: AsyncSession, arrived: Sequence[Arrived]) -> None:
    """All of one call. Those of one type go together where their receiver takes many: it asks the database once."""
    for same in _by_type(arrived):
        if not await _apply_together(session, same):
            for each in same:
                await apply_message(session, each)


def _by_type(arrived: Sequence[Arrived]) -> list[list[Arrived]]:
    # The order of types is of no account: a sender sends one message of a thread at a time.
    groups: dict[str, list[Arrived]] = {}
    for each in arrived:
        groups.setdefault(each.type, []).append(each)
    if len({each.thread for each in arrived}) < len(arrived):
        return [[each] for each in arrived]
    return list(groups.values())


async def _apply_together(session: AsyncSession, same: Sequence[Arrived]) -> bool:
    """False where they are to be applied one by one: so that one that fails keeps back nobody else."""
    message_type = message_types().get(same[0].type)
    receiver = receiver_of_many(message_type) if message_type else None
    if receiver is None or len(same) == 1:
        return False
    try:
        async with session.begin_nested():
            refused = await receiver(session, [_incoming(session, each) for each in same])
    except Exception as error:  # whichever it was, it shows when each is applied alone
        log.warning("messages_not_applied_together", type=same[0].type, error=type(error).__name__)
        return False
    for each in same:
        _settle(each, refused.get(each.id))
    return True


async def apply_message(session: AsyncSession, arrived: Arrived) -> None:
    """Call the receiver in a savepoint and write down what came of it. ``arrived`` is locked, and not settled yet."""
    try:
        async with session.begin_nested():
            await _call_receiver(session, arrived)
    except MessageRefused as refused:
        _settle(arrived, refused)
    except Exception as error:  # the message stays validated and is tried again; its sender is told so
        log.error("message_not_applied", type=arrived.type, message=str(arrived.id), error=type(error).__name__)
        arrived.attempts += 1
        arrived.next_at = clock.now() + _TRY_AGAIN * arrived.attempts
        arrived.code, arrived.zh, arrived.en = "not-applied-yet", "对方系统暂时未能办理", "Not applied yet"
    else:
        _settle(arrived, None)


def _settle(arrived: Arrived, refused: MessageRefused | None) -> None:
    arrived.status, arrived.settled_at = "applied" if refused is None else "rejected", clock.now()
    why = (None, None, None) if refused is None else (refused.code, refused.zh, refused.en)
    arrived.code, arrived.zh, arrived.en = why


async def _call_receiver(session: AsyncSession, arrived: Arrived) -> None:
    message_type = message_types().get(arrived.type)
    receiver = receiver_of(message_type) if message_type else None
    if receiver is None:
        raise MessageRefused("unknown-type", "本县尚不能处理这种消息", "This county does not take such messages")
    await receiver(session, _incoming(session, arrived))


def _incoming(session: AsyncSession, arrived: Arrived) -> Incoming[Any]:
    assert arrived.body is not None  # noqa: S101 - erased only after it was settled
    fields = msgspec.json.decode(installation_of(session).sealer.open(arrived.body, ARRIVED_BODY))
    try:
        message = message_types()[arrived.type].read(fields)
    except msgspec.ValidationError:
        raise BadContent from None
    told: dict[str, Any] = {name: getattr(arrived, name) for name in ("id", "sender", "thread", "sent_at")}
    return Incoming(message=message, **told)
