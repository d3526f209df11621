"""Applies events: inbox row and effect in one transaction, so that each takes effect exactly once."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from chassis import dead_letters, inbox
from chassis.bus.dispatch import deliveries_of, dispatch
from chassis.bus.interface import Place, Record
from chassis.bus.metrics import CONSUMED
from chassis.subscriptions import Subscriptions

# A consumer frozen in the middle of a transaction holds its inbox rows, and with them its successor. The server
# ends such a transaction after this long.
_LIMIT_IDLENESS = text("SET LOCAL idle_in_transaction_session_timeout = '60s'")


class RunningReplay(NamedTuple):
    """Events of a partition before ``until`` are being applied again, under ``id``."""

    id: int
    until: int


class Applier:
    """Runs one consumer's handlers on its own database."""

    def __init__(self, subscriptions: Subscriptions, sessions: async_sessionmaker[AsyncSession]) -> None:
        self.subscriptions = subscriptions
        self.consumer = subscriptions.group
        self.sessions = sessions
        self.replays: Mapping[Place, RunningReplay] = {}

    async def apply(self, records: Sequence[Record]) -> None:
        """Apply all of them, in order per key, or none. Raises what a handler raises."""
        wanted = [r for r in records if self.subscriptions.handler(r.event.type) is not None]
        applied: list[Record] = []
        new: list[Record] = []
        if wanted:
            async with self.sessions() as session, session.begin():
                await session.execute(_LIMIT_IDLENESS)
                new = await self._take(session, wanted)
                applied = await dead_letters.park(session, self.consumer, new) if new else []
                await dispatch(session, self.subscriptions, deliveries_of(applied))
        self._count("skipped", len(records) - len(wanted))
        self._count("known", len(wanted) - len(new))
        self._count("parked", len(new) - len(applied))
        self._count("applied", len(applied))

    async def give_up(self, record: Record, reason: str, attempts: int) -> None:
        """Make the event a dead letter."""
        async with self.sessions() as session, session.begin():
            await dead_letters.hold_line(session, self.consumer, record.place.topic, record.event.subject)
            await self._take(session, [record])
            await dead_letters.lay(session, self.consumer, record, reason, attempts)
        self._count("dead", 1)

    async def _take(self, session: AsyncSession, records: Sequence[Record]) -> list[Record]:
        """The records not received before, each event once, now received."""
        first: dict[object, Record] = {}
        for record in records:
            first.setdefault(inbox.inbox_id(record.event), record)
        events = {inbox.inbox_id(r.event): self._replay_of(r) for r in first.values()}
        taken = await inbox.take(session, self.consumer, events)
        return [record for event_id, record in first.items() if event_id in taken]

    def _replay_of(self, record: Record) -> int:
        replay = self.replays.get(record.place)
        return replay.id if replay is not None and record.position < replay.until else 0

    def _count(self, outcome: str, events: int) -> None:
        if events:
            CONSUMED.labels(self.consumer, outcome).inc(events)
