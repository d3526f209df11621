"""Erase what has been kept long enough, a batch at a time, and leave a proof of it (C12)."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.retention import cutoff, prove_removal
from chassis.sweeps import Sweep

PERIODS = Path(__file__).with_name("retention.yaml")
_BATCH = 500
# Each statement judges by itself whether the time is over, so that running it twice erases nothing more.
ERASURES: Final = {
    "survey-sample": """
        DELETE FROM survey_samples WHERE (survey_id, person_id) IN (
            SELECT a.survey_id, a.person_id FROM survey_samples a JOIN surveys s ON s.id = a.survey_id
            WHERE s.closes_on < :before AND s.counted LIMIT :batch FOR UPDATE OF a SKIP LOCKED)
        RETURNING survey_id::text || ':' || person_id::text
    """,
    "survey-answers": """
        DELETE FROM survey_answers WHERE id IN (
            SELECT a.id FROM survey_answers a JOIN surveys s ON s.id = a.survey_id
            WHERE s.closes_on < :before AND s.counted LIMIT :batch)
        RETURNING id
    """,
    "complaint-words": """
        UPDATE complaints SET words_sealed = NULL, contact_sealed = NULL, answer_sealed = NULL, erased_on = :today
        WHERE id IN (SELECT id FROM complaints WHERE answered_on < :before AND erased_on IS NULL
                     LIMIT :batch FOR UPDATE SKIP LOCKED)
        RETURNING id
    """,
    "outreach-files": """
        DELETE FROM outreach_files WHERE id IN (
            SELECT f.id FROM outreach_files f JOIN outreach_activities a ON a.id = f.activity_id
            WHERE a.held_on < :before LIMIT :batch)
        RETURNING id
    """,
}


async def _records(_: AsyncSession) -> Sequence[str]:
    return list(ERASURES)


async def apply_retention(session: AsyncSession, record: str) -> None:
    """Erase one batch of a kind of record; the next round takes the next."""
    before = cutoff(record, PERIODS)
    statement = text(ERASURES[record].replace("::", "\\:\\:"))
    values = {"before": clock.day_of(before), "batch": _BATCH}
    if ":today" in ERASURES[record]:
        values["today"] = clock.today()
    erased = (await session.execute(statement, values)).scalars().all()
    await prove_removal(session, record, erased, before)


APPLY_RETENTION = Sweep("apply-retention", timedelta(hours=1), _records, apply_retention)
