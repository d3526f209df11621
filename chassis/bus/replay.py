"""Replays: a consumer applies what it has had before again, from any position.

Asked for in the service's own table, carried out by whichever member holds the partition. Rebuilding a read
model from zero is a replay from the first position.
"""

from collections.abc import Mapping

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from chassis.bus.apply import RunningReplay
from chassis.bus.interface import Consumer, Extent, Place

_ASK = text(
    'INSERT INTO replays (consumer, topic, "partition", from_position, until_position) '
    "VALUES (:consumer, :topic, :partition, :from_position, :until_position) "
    'ON CONFLICT (consumer, topic, "partition") DO UPDATE SET from_position = excluded.from_position, '
    "until_position = excluded.until_position, requested_at = now(), started_at = NULL, id = DEFAULT"
)
_LIST = text(
    'SELECT id, topic, "partition", from_position, until_position, started_at FROM replays WHERE consumer = :consumer'
)
_STARTED = text("UPDATE replays SET started_at = now() WHERE id = :id")
_DONE = text("DELETE FROM replays WHERE id = ANY(:ids)")


async def request_replay(
    session: AsyncSession,
    group: str,
    starts: Mapping[Place, int],
    extents: Mapping[Place, Extent],
    committed: Mapping[Place, int],
) -> int:
    """Ask for everything from ``starts`` up to each partition's present end; returns how many events that is.

    A start beyond what the group has applied is drawn back to there: a replay never skips an event.
    """
    events = 0
    for place, extent in extents.items():
        start = max(extent.first, min(starts[place], committed.get(place, 0)))
        if start < extent.end:
            row = {"consumer": group, "topic": place.topic, "partition": place.partition}
            await session.execute(_ASK, row | {"from_position": start, "until_position": extent.end})
            events += extent.end - start
    return events


class Replays:
    """One member's view of its consumer's replays."""

    def __init__(self, group: str, sessions: async_sessionmaker[AsyncSession]) -> None:
        self._group, self._sessions = group, sessions
        self.running: dict[Place, RunningReplay] = {}

    async def look(self, consumer: Consumer) -> set[Place]:
        """Start what was asked for in the partitions held, and note what is running.

        Returns the partitions that now continue elsewhere: what was fetched from them before is void.
        """
        async with self._sessions() as session, session.begin():
            rows = (await session.execute(_LIST, {"consumer": self._group})).all()
        sought = set[Place]()
        self.running.clear()
        for row in rows:
            place = Place(row.topic, row.partition)
            if place not in consumer.assignment():
                continue
            if row.started_at is None:
                # The bus first: a crash in between repeats the jump back, the other order would lose it.
                await consumer.seek(place, row.from_position)
                await self._mark(_STARTED, {"id": row.id})
                sought.add(place)
            self.running[place] = RunningReplay(row.id, row.until_position)
        return sought

    async def finish(self, reached: Mapping[Place, int]) -> None:
        """Close the replays whose last event has been applied and committed; ``reached`` maps to next positions."""
        done = [place for place, replay in self.running.items() if reached.get(place, 0) >= replay.until]
        if done:
            await self._mark(_DONE, {"ids": [self.running.pop(place).id for place in done]})

    async def _mark(self, statement: object, arguments: dict[str, object]) -> None:
        async with self._sessions() as session, session.begin():
            await session.execute(statement, arguments)  # type: ignore[call-overload]
