"""Takes one look-up from a client's quota of the day.

The count lies in the database, where every process sees it, and is taken in blocks: a block of the quota's hundredth
is granted at once, and used up in memory. So the quota is never exceeded, whatever the number of processes, and most
calls touch no database. What a stopped process had left of its block is lost for the day.
"""

import asyncio
from datetime import UTC, date, datetime, time, timedelta

import asyncpg
import structlog

from chassis import clock
from chassis.clock import SHANGHAI
from gateway.access_log.writer import LogUnavailable
from gateway.disclosure.policies import Policy
from gateway.quota.errors import QuotaExhausted

log = structlog.get_logger()

_LARGEST_BLOCK = 100
_FAILURES = (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError)
_GRANT = """
INSERT INTO policy_use AS u (account, policy_id, day, granted)
SELECT $1, $2, $3, $4::integer WHERE $4::integer <= $5::integer
ON CONFLICT (account, policy_id, day) DO UPDATE SET granted = u.granted + $4::integer
WHERE u.granted + $4::integer <= $5::integer
RETURNING true
"""

Key = tuple[str, str, date]


class Quotas:
    """The blocks that this process holds."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool
        self._left: dict[Key, int] = {}
        self._locks: dict[Key, asyncio.Lock] = {}
        self._day = clock.today()

    async def take(self, account: str, policy: Policy) -> None:
        """Count one look-up. Raises QuotaExhausted; LogUnavailable where it cannot be counted."""
        self._begin_day(clock.today())
        key = (account, policy.id, self._day)
        if self._left.get(key, 0) <= 0:
            await self._fill(key, policy.quota.per_day)
        self._left[key] = self._left.get(key, 1) - 1

    def _begin_day(self, today: date) -> None:
        if today != self._day:
            self._day, self._left, self._locks = today, {}, {}

    async def _fill(self, key: Key, quota: int) -> None:
        async with self._locks.setdefault(key, asyncio.Lock()):
            # Whoever waited here finds what the one before was granted.
            if self._left.get(key, 0) > 0:
                return
            try:
                self._left[key] = await self._granted(key, quota)
            except _FAILURES as error:
                log.error("quota_not_counted", error=type(error).__name__)
                raise LogUnavailable(headers={"Retry-After": "2"}) from None
            if self._left[key] == 0:
                raise QuotaExhausted(headers={"Retry-After": str(_until_midnight(clock.now()))}, per_day=quota)

    async def _granted(self, key: Key, quota: int) -> int:
        for block in (max(1, min(_LARGEST_BLOCK, quota // 100)), 1):
            if await self._pool.fetchval(_GRANT, *key, block, quota, timeout=5):
                return block
        return 0


def _until_midnight(now: datetime) -> int:
    tomorrow = now.astimezone(SHANGHAI).date() + timedelta(days=1)
    midnight = datetime.combine(tomorrow, time(), SHANGHAI).astimezone(UTC)
    return max(1, int((midnight - now).total_seconds()))
