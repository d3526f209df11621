"""Which members a consumer group of the embedded bus has, and which partitions each of them holds.

Everything rests on advisory locks of each member's one connection. A shared lock makes a member; an
exclusive lock per partition makes its holder. Both vanish with the connection, so that a killed process is
out of the group at once, and nobody holds a partition without a live connection to the log.

A member that is frozen rather than dead keeps its connection. Every member's heartbeat query shows in
pg_stat_activity, and peers end the connection of one that has been silent too long.
"""

from collections.abc import Sequence

import asyncpg

from chassis.bus.interface import Place
from chassis.bus.postgres import lock_key

CHANNEL = "huijia_bus"

# The members are the backends that hold the group's lock; "pid" orders them alike for everyone.
_MEMBERS = """
SELECT l.pid, a.state_change < clock_timestamp() - make_interval(secs => $2) AS silent
FROM pg_locks l JOIN pg_stat_activity a USING (pid)
WHERE l.locktype = 'advisory' AND l.objsubid = 1 AND l.granted AND a.datname = current_database()
  AND (l.classid::bigint << 32) | l.objid::bigint = $1
ORDER BY l.pid
"""


def share_of(member: int, members: Sequence[int], places: Sequence[Place]) -> list[Place]:
    """The partitions that fall to ``member``: dealt out in turn over the sorted members."""
    return sorted(places)[list(members).index(member) :: len(members)]


class Membership:
    """One member's part in a group, on its own connection."""

    def __init__(self, connection: asyncpg.Connection, group: str, silence: float) -> None:
        self._connection = connection
        self._group = group
        self._silence = silence
        self._key = lock_key("member", group)
        self.pid: int = connection.get_server_pid()
        self.seen: list[int] = []

    async def join(self) -> None:
        """Become a member and tell the others."""
        await self._connection.execute("SELECT pg_advisory_lock_shared($1)", self._key)
        await self.tell()

    async def tell(self) -> None:
        """Let every member look at the group again."""
        await self._connection.execute("SELECT pg_notify($1, $2)", CHANNEL, notice_of(self._group))

    async def look(self) -> list[int]:
        """The members now, by server process id; silent ones are shown the door. Counts as our heartbeat."""
        rows = await self._connection.fetch(_MEMBERS, self._key, self._silence)
        silent = [r["pid"] for r in rows if r["silent"] and r["pid"] != self.pid]
        for pid in silent:
            await self._connection.execute("SELECT pg_terminate_backend($1)", pid)
        self.seen = [r["pid"] for r in rows if r["pid"] not in silent]
        return self.seen

    async def take(self, place: Place) -> bool:
        """Become the partition's holder, unless somebody else still is."""
        taken = await self._connection.fetchval("SELECT pg_try_advisory_lock($1)", self._place_key(place))
        return bool(taken)

    async def release(self, place: Place) -> None:
        """Give the partition up."""
        await self._connection.execute("SELECT pg_advisory_unlock($1)", self._place_key(place))

    def _place_key(self, place: Place) -> int:
        return lock_key("partition", self._group, *place)


def notice_of(group: str) -> str:
    """The notification that makes a group's members look again; topics never have this shape."""
    return f"group {group}"
