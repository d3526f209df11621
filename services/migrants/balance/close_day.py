"""Every night: add up what changed since the night before, count anew, and say where the two differ."""

from collections.abc import Sequence
from datetime import date, timedelta

import structlog
from prometheus_client import Gauge
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock, outbox
from chassis.sweeps import Sweep
from contracts.migrants import BalanceClosed
from services.migrants.balance.find_faults import write_faults

log = structlog.get_logger()
FAULTS = Gauge("huijia_balance_faults", "People who may be counted twice or nowhere, and counts that differ.", ["kind"])

_CLOSED = text("SELECT 1 FROM balance_days WHERE day = :day LIMIT 1")
# Writers wait for the moment of counting: a change is in the sum and in the count, or in neither.
_HOLD = text("LOCK TABLE residents IN SHARE MODE")
_CLOSE = text("""
WITH changes AS (
    SELECT c.person_id, c.from_county, c.to_county, c.from_county IS NOT NULL AND c.to_county IS NOT NULL AND EXISTS (
        SELECT FROM movements m WHERE m.person_id = c.person_id
           AND left(m.from_division, 6) = c.from_county AND left(m.to_division, 6) = c.to_county) AS told
      FROM presence_changes c
), sides AS (
    SELECT to_county AS county, (from_county IS NULL)::int AS entered, 0 AS ended, told::int AS arrived, 0 AS departed,
           (from_county IS NOT NULL AND NOT told)::int AS corrected FROM changes WHERE to_county IS NOT NULL
    UNION ALL
    SELECT from_county, 0, (to_county IS NULL)::int, 0, told::int,
           -(to_county IS NOT NULL AND NOT told)::int FROM changes WHERE from_county IS NOT NULL
    UNION ALL SELECT DISTINCT county, 0, 0, 0, 0, 0 FROM balance_days
), summed AS (
    SELECT county, sum(entered) AS entered, sum(ended) AS ended, sum(arrived) AS arrived, sum(departed) AS departed,
           sum(corrected) AS corrected FROM sides GROUP BY county
), counted AS (
    SELECT left(residence_division, 6) AS county, count(*) AS counted FROM residents
     WHERE living AND NOT withdrawn GROUP BY 1
), last AS (
    SELECT DISTINCT ON (county) county, counted FROM balance_days ORDER BY county, day DESC
), every AS (
    SELECT county FROM summed UNION SELECT county FROM counted
), facts AS (
    SELECT county, COALESCE(last.counted, 0) AS opening, COALESCE(entered, 0) AS entered, COALESCE(ended, 0) AS ended,
           COALESCE(arrived, 0) AS arrived, COALESCE(departed, 0) AS departed, COALESCE(corrected, 0) AS corrected,
           COALESCE(counted.counted, 0) AS counted
      FROM every LEFT JOIN summed USING (county) LEFT JOIN counted USING (county) LEFT JOIN last USING (county)
)
INSERT INTO balance_days (id, day, county, opening, entered, ended, arrived, departed, corrected, closing, counted)
SELECT gen_random_uuid(), :day, county, opening, entered, ended, arrived, departed, corrected,
       opening + entered - ended + arrived - departed + corrected, counted
  FROM facts WHERE opening <> 0 OR counted <> 0 OR entered <> 0 OR ended <> 0 OR arrived <> 0 OR departed <> 0
RETURNING county, closing, counted
""")
# Who changed places is needed for the sum alone: no history of anybody's places is kept (C7).
_FORGET = text("DELETE FROM presence_changes")


async def find_day(session: AsyncSession) -> Sequence[date]:
    """Today, if its balance has not been closed."""
    day = clock.today()
    return [] if (await session.execute(_CLOSED, {"day": day})).first() else [day]


async def close_day(session: AsyncSession, day: date) -> None:
    """Close one day; twice closes once."""
    await session.execute(_HOLD)
    if (await session.execute(_CLOSED, {"day": day})).first():
        return
    rows = (await session.execute(_CLOSE, {"day": day})).all()
    await session.execute(_FORGET)
    faults = await write_faults(session, day)
    difference = sum(abs(row.closing - row.counted) for row in rows)
    for kind, count in (faults | {"difference": difference}).items():
        FAULTS.labels(kind).set(count)
    if difference or any(faults.values()):
        log.error("balance_differs", day=day.isoformat(), difference=difference, **faults)
    if rows:
        counted = sum(row.counted for row in rows)
        await outbox.add(session, BalanceClosed(day=day, counted=counted, difference=difference, faults=faults))


CLOSE_BALANCE = Sweep("close-balance", timedelta(minutes=15), find_day, close_day)
