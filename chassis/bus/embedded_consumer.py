"""A member of a consumer group on the embedded bus, on one connection of its own.

Woken by notifications; asks by itself only once per heartbeat. Partitions change hands inside ``fetch``,
when nothing fetched is still in work, so a partition's next holder never overtakes its last one.
"""

import asyncio
import contextlib
from collections.abc import Sequence
from typing import Any

import asyncpg

from chassis.bus.interface import BusUnavailable, Place, Record
from chassis.bus.membership import CHANNEL, Membership, notice_of, share_of
from chassis.bus.postgres import connect, lost_is_unavailable
from chassis.cloudevents import CloudEvent

_PLACES = "SELECT topic, partition, head FROM bus.partitions WHERE topic = ANY($1)"
_STORED = """
SELECT topic, partition, position FROM bus.offsets WHERE consumer_group = $1 AND topic = ANY($2)
"""
# One index range per partition, each read only as far as the batch needs.
_FETCH = """
SELECT r.* FROM unnest($1::text[], $2::integer[], $3::bigint[]) WITH ORDINALITY AS a(topic, partition, position, turn)
CROSS JOIN LATERAL (
    SELECT l.topic, l.partition, l.position, l.event_id, l.key, l.type, l.source, l.time, l.traceparent, l.data
    FROM bus.log l WHERE l.topic = a.topic AND l.partition = a.partition AND l.position >= a.position
    ORDER BY l.position LIMIT $4
) AS r LIMIT $4
"""
# A member that has not been heard of for this many heartbeats is taken for dead.
_SILENT_HEARTBEATS = 10


class EmbeddedConsumer:
    """See Consumer. Without a group it holds every partition, starts at the end and commits nothing."""

    def __init__(self, dsn: str, group: str | None, topics: Sequence[str], partitions: int, heartbeat: float) -> None:
        self._dsn, self._group, self._topics = dsn, group, sorted(topics)
        self._partitions, self._heartbeat = partitions, heartbeat
        self._connection: asyncpg.Connection | None = None
        self._membership: Membership | None = None
        self._pulse: asyncio.Task[None] | None = None
        self._positions: dict[Place, int] = {}
        self._turn = 0
        self._stale = True
        self._short = False  # somebody has not yet given up what falls to us
        self._woken = asyncio.Event()
        self._one_at_a_time = asyncio.Lock()

    async def start(self) -> None:
        """See Consumer.start."""
        self._connection = connection = await connect(self._dsn, f"huijia-bus {self._group or 'reader'}")
        connection.add_termination_listener(self._on_lost)
        with lost_is_unavailable():
            for topic in self._topics:
                await connection.execute("SELECT bus.ensure_topic($1, $2)", topic, self._partitions)
            await connection.add_listener(CHANNEL, self._on_notice)
            if self._group is None:
                rows = await connection.fetch(_PLACES, self._topics)
                self._positions = {Place(r["topic"], r["partition"]): r["head"] for r in rows}
                return
            self._membership = Membership(connection, self._group, self._heartbeat * _SILENT_HEARTBEATS)
            await self._membership.join()
        self._pulse = asyncio.create_task(self._beat())

    async def stop(self) -> None:
        """See Consumer.stop. The locks go with the connection."""
        if self._pulse is not None:
            self._pulse.cancel()
            await asyncio.gather(self._pulse, return_exceptions=True)
        if self._connection is not None:
            with contextlib.suppress(BusUnavailable):
                await self._say_goodbye()
            self._connection.terminate()
        self._connection = self._membership = self._pulse = None
        self._positions = {}

    async def fetch(self, limit: int, wait: float) -> list[Record]:
        """See Consumer.fetch."""
        until = asyncio.get_running_loop().time() + wait
        while True:
            self._woken.clear()
            async with self._one_at_a_time:
                with lost_is_unavailable():
                    records = await self._read(limit)
            left = until - asyncio.get_running_loop().time()
            if records or left <= 0:
                return records
            with contextlib.suppress(TimeoutError):
                # Not wait_for(): before Python 3.12 it may swallow a cancellation.
                async with asyncio.timeout(left):
                    await self._woken.wait()

    async def commit(self, records: Sequence[Record]) -> None:
        """See Consumer.commit. Made on the connection that holds the partitions: lost together."""
        reached: dict[Place, int] = {}
        for record in records:
            reached[record.place] = max(record.position + 1, reached.get(record.place, 0))
        await self._store(reached)

    async def seek(self, place: Place, position: int) -> None:
        """See Consumer.seek."""
        await self._store({place: position})
        if place in self._positions:
            self._positions[place] = position

    def assignment(self) -> frozenset[Place]:
        """See Consumer.assignment."""
        return frozenset(self._positions)

    @property
    def _open(self) -> asyncpg.Connection:
        if self._connection is None or self._connection.is_closed():
            raise BusUnavailable("the connection is closed")
        return self._connection

    async def _read(self, limit: int) -> list[Record]:
        if self._stale and self._membership is not None:
            await self._rebalance(self._membership)
        if not self._positions:
            return []
        # Another partition comes first every time, so that a busy one starves nobody.
        places = sorted(self._positions)
        self._turn = (self._turn + 1) % len(places)
        places = places[self._turn :] + places[: self._turn]
        columns = ([p.topic for p in places], [p.partition for p in places], [self._positions[p] for p in places])
        records = [_record(row) for row in await self._open.fetch(_FETCH, *columns, limit)]
        for record in records:
            self._positions[record.place] = record.position + 1
        return records

    async def _rebalance(self, membership: Membership) -> None:
        self._stale = False
        connection = self._open
        members = await membership.look()
        places = [Place(r["topic"], r["partition"]) for r in await connection.fetch(_PLACES, self._topics)]
        mine = set(share_of(membership.pid, members, places))
        given_up = set(self._positions) - mine
        for place in given_up:
            del self._positions[place]
            await membership.release(place)
        if given_up:
            await membership.tell()
        wanted = sorted(mine - set(self._positions))
        taken = [place for place in wanted if await membership.take(place)]
        self._short = len(taken) < len(wanted)
        await self._resume(taken)

    async def _resume(self, places: Sequence[Place]) -> None:
        if not places:
            return
        rows = await self._open.fetch(_STORED, self._group, self._topics)
        stored = {Place(r["topic"], r["partition"]): r["position"] for r in rows}
        # A group that has begun holds trimming back from its first moment, not from its first commit.
        begun = {place: 0 for place in places if place not in stored}
        if begun:
            await self._write_offsets(begun)
        self._positions.update({place: stored.get(place, 0) for place in places})

    async def _store(self, reached: dict[Place, int]) -> None:
        if self._group is None or not reached:
            return
        async with self._one_at_a_time:
            with lost_is_unavailable():
                await self._write_offsets(reached)

    async def _write_offsets(self, reached: dict[Place, int]) -> None:
        places = list(reached)
        columns = [p.topic for p in places], [p.partition for p in places], list(reached.values())
        await self._open.execute("SELECT bus.commit_offsets($1, $2, $3, $4)", self._group, *columns)

    async def _beat(self) -> None:
        """Look at the group once per heartbeat; wake ``fetch`` when it changed or a share is still missing."""
        membership = self._membership
        while membership is not None:
            await asyncio.sleep(self._heartbeat)
            try:
                async with self._one_at_a_time:
                    before, now = membership.seen, await membership.look()
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, BusUnavailable):
                return self._woken.set()  # fetch meets the same fault, and reports it
            if before != now or self._short:
                self._stale = True
                self._woken.set()

    async def _say_goodbye(self) -> None:
        if self._membership is None or self._connection is None or self._connection.is_closed():
            return
        with lost_is_unavailable():
            async with asyncio.timeout(2), self._one_at_a_time:
                await self._connection.execute("SELECT pg_advisory_unlock_all()")
                await self._membership.tell()

    def _on_notice(self, _connection: Any, _pid: int, _channel: str, payload: str) -> None:
        if self._group is not None and payload == notice_of(self._group):
            self._stale = True
            self._woken.set()
        elif payload in self._topics:
            self._woken.set()

    def _on_lost(self, _connection: Any) -> None:
        self._woken.set()


def _record(row: asyncpg.Record) -> Record:
    envelope = CloudEvent(
        id=str(row["event_id"]),
        source=row["source"],
        type=row["type"],
        subject=row["key"],
        time=row["time"],
        traceparent=row["traceparent"],
        data=row["data"].encode(),
    )
    return Record(Place(row["topic"], row["partition"]), row["position"], envelope)
