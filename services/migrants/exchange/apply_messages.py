"""Apply a message that was found genuine: all of it with its receipt, or nothing with the reason."""

from datetime import timedelta
from typing import Any

import msgspec
import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from services.migrants.exchange.installation import installation_of
from services.migrants.exchange.message import message_types
from services.migrants.exchange.receiving import Incoming, MessageRefused, receiver_of
from services.migrants.exchange.tables import Arrived

log = structlog.get_logger()
ARRIVED_BODY = "exchange_arrived.body"
"""The context in which bodies that came are sealed."""
_TRY_AGAIN = timedelta(minutes=1)


async def apply_message(session: AsyncSession, arrived: Arrived) -> None:
    """Call the receiver in a savepoint and write down what came of it. ``arrived`` is locked, and not settled yet."""
    try:
        async with session.begin_nested():
            await _call_receiver(session, arrived)
    except MessageRefused as refused:
        arrived.status, arrived.settled_at = "rejected", clock.now()
        arrived.code, arrived.zh, arrived.en = refused.code, refused.zh, refused.en
    except Exception as error:  # the message stays validated and is tried again; its sender is told so
        log.error("message_not_applied", type=arrived.type, message=str(arrived.id), error=type(error).__name__)
        arrived.attempts += 1
        arrived.next_at = clock.now() + _TRY_AGAIN * arrived.attempts
        arrived.code, arrived.zh, arrived.en = "not-applied-yet", "对方系统暂时未能办理", "Not applied yet"
    else:
        arrived.status, arrived.settled_at = "applied", clock.now()
        arrived.code = arrived.zh = arrived.en = None


async def _call_receiver(session: AsyncSession, arrived: Arrived) -> None:
    message_type = message_types().get(arrived.type)
    receiver = receiver_of(message_type) if message_type else None
    if message_type is None or receiver is None:
        raise MessageRefused("unknown-type", "本县尚不能处理这种消息", "This county does not take such messages")
    assert arrived.body is not None  # noqa: S101 - erased only after it was settled
    fields = msgspec.json.decode(installation_of(session).sealer.open(arrived.body, ARRIVED_BODY))
    try:
        message = message_type.read(fields)
    except msgspec.ValidationError:
        raise MessageRefused("bad-content", "消息内容不符合约定", "The message does not fit its contract") from None
    told: dict[str, Any] = {name: getattr(arrived, name) for name in ("id", "sender", "thread", "sent_at")}
    await receiver(session, Incoming(message=message, **told))
