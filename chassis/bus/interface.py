"""What both adapters offer: publish in order per key, consume by groups, find one's way in the log."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

import asyncpg
import msgspec

from chassis.cloudevents import CloudEvent


class BusUnavailable(Exception):
    """The bus does not answer, or the connection to it was lost; what was not committed will come again."""


class Place(NamedTuple):
    """One partition of one topic."""

    topic: str
    partition: int


class Extent(NamedTuple):
    """The positions a partition holds: from ``first`` up to, not including, ``end``."""

    first: int
    end: int


class Record(msgspec.Struct, frozen=True):
    """An event and where it stands on the bus."""

    place: Place
    position: int
    event: CloudEvent


class Forwarded(NamedTuple):
    """How many outbox rows went to the bus, and the id of the last one (0 where none did)."""

    rows: int
    last_id: int


class Consumer(Protocol):
    """One member of a consumer group, or, without a group, a reader of everything.

    A caller commits or abandons what it fetched before it fetches again: partitions change hands only there.
    Every method raises BusUnavailable when the bus is lost; the consumer is then stopped and made anew.
    """

    async def start(self) -> None:
        """Join the group."""

    async def stop(self) -> None:
        """Leave the group at once; safe to call at any time, never raises."""

    async def fetch(self, limit: int, wait: float) -> list[Record]:
        """The next records, in order per partition; an empty list after ``wait`` seconds without any."""

    async def commit(self, records: Sequence[Record]) -> None:
        """Note that these records, and all before them in their partitions, have been applied."""

    async def seek(self, place: Place, position: int) -> None:
        """Let the group continue at ``position``; lasting, as if all before had been committed."""

    def assignment(self) -> frozenset[Place]:
        """The partitions that this member holds now."""


class Bus(Protocol):
    """A durable log of events by topic and partition; events of one key stand in one partition, in order."""

    async def ensure_topics(self, topics: Iterable[str]) -> None:
        """Create the topics that do not exist yet."""

    async def forward(self, connection: asyncpg.Connection, after_id: int, limit: int) -> Forwarded:
        """Move the oldest rows of the outbox with ids above ``after_id`` to the bus, in the order of their ids.

        A row leaves the outbox only when its event is durable on the bus; after a crash it may get there twice.
        """

    def consumer(self, group: str | None, topics: Sequence[str]) -> Consumer:
        """A member of ``group`` for ``topics``; not started. Without a group: all partitions, from their end."""

    async def extents(self, topics: Sequence[str]) -> Mapping[Place, Extent]:
        """What each partition holds."""

    async def committed(self, group: str, topics: Sequence[str]) -> Mapping[Place, int]:
        """Where each partition's group continues; partitions it never committed are missing."""

    async def positions_at(self, topics: Sequence[str], instant: datetime) -> Mapping[Place, int]:
        """In each partition, the first position published at or after ``instant``; its end where there is none."""

    async def trim(self, topic: str, before: datetime) -> int:
        """Forget events published before ``before`` that every group has applied; returns how many."""

    async def stop(self) -> None:
        """Close connections."""
