"""Every night the counts are made anew and compared; new and changed indicators are counted as soon as they come."""

from collections.abc import Sequence
from datetime import date, timedelta

import asyncpg
import structlog
from prometheus_client import Gauge
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.db import driver
from chassis.sweeps import Sweep
from services.assessment.facts.keep_facts import COUNTING
from services.assessment.figures.count_anew import count_anew, kept_counts, replace_counts
from services.assessment.indicators.catalogue import catalogue

log = structlog.get_logger()

WRONG_COUNTS = Gauge("huijia_assessment_wrong_counts", "Counts that the last nightly proof found different.")
_KNOWN = text("SELECT measure FROM counted_measures")
_LAST = text("SELECT max(proved_on) FROM count_proofs")


async def _uncounted(session: AsyncSession) -> Sequence[str]:
    known = set((await session.execute(_KNOWN)).scalars())
    return ["measures"] if known != catalogue().counted.keys() else []


async def count_new_measures(session: AsyncSession, _: str = "measures") -> None:
    """Count what an indicator file has brought, and drop what no file asks for any more."""
    connection = await driver(session)
    await connection.execute("SELECT pg_advisory_xact_lock($1)", COUNTING)
    known = set((await session.execute(_KNOWN)).scalars())
    wanted = catalogue().counted.keys()
    await replace_counts(session, sorted(wanted - known))
    await connection.execute("DELETE FROM cells WHERE measure = ANY ($1::text[])", sorted(known - wanted))
    await connection.execute("DELETE FROM counted_measures WHERE measure = ANY ($1::text[])", sorted(known - wanted))
    rows = [(key,) for key in sorted(wanted - known)]
    await connection.executemany("INSERT INTO counted_measures VALUES ($1) ON CONFLICT DO NOTHING", rows)


async def _unproved(session: AsyncSession) -> Sequence[date]:
    today = clock.today()
    return [] if (await session.execute(_LAST)).scalar() == today else [today]


async def prove_counts(session: AsyncSession, day: date) -> int:
    """How many counts differ from a count anew; they are put right, and the proof says how many there were."""
    connection = await driver(session)
    await connection.execute("SELECT pg_advisory_xact_lock($1)", COUNTING)
    # A measure that no file asked for until now has not been counted yet: that is no difference.
    known = set((await session.execute(_KNOWN)).scalars()) & catalogue().counted.keys()
    anew = await count_anew(connection, [catalogue().counted[key] for key in sorted(known)])
    kept = {key: value for key, value in (await kept_counts(connection)).items() if key[0] in known}
    wrong = sorted({key[0] for key in anew.keys() | kept.keys() if anew.get(key) != kept.get(key)})
    differing = sum(anew.get(key) != kept.get(key) for key in anew.keys() | kept.keys())
    if wrong:
        log.error("counts_differ", measures=wrong, cells=differing)
        await replace_counts(session, wrong)
    WRONG_COUNTS.set(differing)
    await _note(connection, day, len(anew), differing)
    return differing


async def _prove(session: AsyncSession, day: date) -> None:
    await prove_counts(session, day)


async def _note(connection: asyncpg.Connection, day: date, cells: int, differing: int) -> None:
    await connection.execute(
        "INSERT INTO count_proofs VALUES ($1, $2, $3) ON CONFLICT (proved_on) DO UPDATE "
        "SET cells = excluded.cells, differing = count_proofs.differing + excluded.differing",
        day,
        cells,
        differing,
    )


COUNT_NEW_MEASURES = Sweep("count-new-measures", timedelta(seconds=30), _uncounted, count_new_measures)
PROVE_COUNTS = Sweep("prove-counts", timedelta(hours=1), _unproved, _prove)
