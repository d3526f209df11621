"""What became of messages, in numbers by village: so that wrong numbers and a failing provider are noticed."""

from datetime import timedelta
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock

_COUNT = text("""
SELECT p.division, count(*) FILTER (WHERE r.state = 'sent') AS sent,
       count(*) FILTER (WHERE r.delivery = 'delivered') AS delivered,
       count(*) FILTER (WHERE r.delivery = 'undelivered') AS undelivered,
       count(*) FILTER (WHERE r.state = 'failed') AS failed,
       count(*) FILTER (WHERE r.state = 'waiting') AS waiting
  FROM reminders r JOIN people p ON p.person_id = r.person_id
 WHERE r.for_on >= :since AND p.division >= :low AND p.division < :high AND p.division > :after
 GROUP BY p.division ORDER BY p.division LIMIT :limit
""")


async def count_reminders(
    session: AsyncSession, divisions: tuple[str, str], days: int, after: str, limit: int
) -> list[dict[str, Any]]:
    """Up to ``limit`` villages of ``divisions`` (low ≤ code < high) that had messages in the last ``days`` days."""
    low, high = divisions
    since = clock.today() - timedelta(days=days)
    asked = {"since": since, "low": low, "high": high, "after": after, "limit": limit}
    return [dict(row._mapping) for row in await session.execute(_COUNT, asked)]
