"""Removes whom the log tells about once an entry outlived its period; links stay, so that the chain verifies (C12)."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, bindparam, text
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.retention import cutoff, prove_removal
from chassis.sweeps import Sweep

_RECORD, _PERIODS = "access-log-content", Path(__file__).with_name("retention.yaml")
# What the database would not let go yet is not found either, however short a period somebody has entered.
_OLD = text("""
SELECT id FROM access_log
WHERE erased_at IS NULL AND at < least(CAST(:before AS timestamptz), now() - interval '6 months') ORDER BY at LIMIT 1000
""")
_ERASE = text("SELECT erase_access_content(:entries)").bindparams(bindparam("entries", type_=ARRAY(Uuid)))


async def _batch(session: AsyncSession) -> Sequence[tuple[UUID, ...]]:
    found = tuple((await session.execute(_OLD, {"before": cutoff(_RECORD, _PERIODS)})).scalars())
    return [found] if found else []


async def _erase(session: AsyncSession, entries: tuple[UUID, ...]) -> None:
    await session.execute(_ERASE, {"entries": list(entries)})
    await prove_removal(session, _RECORD, entries, cutoff(_RECORD, _PERIODS))


ERASE_OLD_CONTENT = Sweep("erase-access-log-content", timedelta(hours=6), _batch, _erase)
