"""Applies dead letters again that somebody asked for, each with what waits behind it, in the order of its key."""

from collections.abc import Sequence
from typing import Any

import structlog
from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import dead_letters
from chassis.bus.apply import Applier
from chassis.bus.dispatch import delivery_of, dispatch
from chassis.bus.faults import is_outage, reason_of
from chassis.cloudevents import CloudEvent
from chassis.subscriptions import Delivery

log = structlog.get_logger()

_ASKED = text(
    "SELECT DISTINCT topic, key FROM dead_letters "
    "WHERE consumer = :consumer AND state = 'open' AND replay_requested_at IS NOT NULL"
)
_FIRST = text(
    'SELECT id, topic, "partition", "position", CAST(event AS text) AS event FROM dead_letters '
    "WHERE consumer = :consumer AND topic = :topic AND key = :key AND state = 'open' "
    'ORDER BY "position" LIMIT 1 FOR UPDATE'
)
_SETTLE = text("UPDATE dead_letters SET state = 'replayed', settled_at = now() WHERE id = :id")
_FAILED = text(
    "UPDATE dead_letters SET replay_requested_at = NULL, "
    "reason = CASE WHEN id = :id THEN :reason ELSE reason END, "
    "attempts = attempts + CASE WHEN id = :id THEN 1 ELSE 0 END, "
    "blocked_by = CASE WHEN id = :id THEN NULL ELSE CAST(:id AS bigint) END "
    "WHERE consumer = :consumer AND topic = :topic AND key = :key AND state = 'open'"
)


class _Failed(Exception):
    """The letter with this id failed again; the cause is the handler's."""

    def __init__(self, letter: int) -> None:
        super().__init__(letter)
        self.letter = letter


async def redeliver(applier: Applier) -> None:
    """Apply every line that was asked for, until it is empty or its first letter fails again."""
    async with applier.sessions() as session:
        asked = (await session.execute(_ASKED, {"consumer": applier.consumer})).all()
    for line in asked:
        try:
            while await _apply_first(applier, line):
                pass
        except _Failed as failed:
            await _note_failure(applier, line, failed)


async def _apply_first(applier: Applier, line: Row[Any]) -> bool:
    """Apply the first letter of a line in one transaction; False when the line is empty."""
    async with applier.sessions() as session, session.begin():
        await dead_letters.hold_line(session, applier.consumer, line.topic, line.key)
        found = await session.execute(_FIRST, {"consumer": applier.consumer, **line._mapping})
        letter = found.one_or_none()
        if letter is None:
            return False
        await _handle(session, applier, letter)
        await session.execute(_SETTLE, {"id": letter.id})
    return True


async def _handle(session: AsyncSession, applier: Applier, letter: Row[Any]) -> None:
    try:
        await dispatch(session, applier.subscriptions, _delivery(applier, letter))
        await session.flush()
    except Exception as error:
        if is_outage(error):
            raise
        raise _Failed(letter.id) from error


def _delivery(applier: Applier, letter: Row[Any]) -> Sequence[Delivery]:
    event = CloudEvent.from_json(letter.event)
    if applier.subscriptions.handler(event.type) is None:
        return []  # no longer subscribed to: nothing is left to do
    return [delivery_of(letter.topic, letter.partition, letter.position, event)]


async def _note_failure(applier: Applier, line: Row[Any], failed: _Failed) -> None:
    reason = reason_of(failed.__cause__ or failed)[:2000]
    async with applier.sessions() as session, session.begin():
        arguments = {"id": failed.letter, "reason": reason, "consumer": applier.consumer, **line._mapping}
        await session.execute(_FAILED, arguments)
    log.warning("dead letter failed again", consumer=applier.consumer, dead_letter=failed.letter)
