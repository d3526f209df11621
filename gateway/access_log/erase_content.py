"""Removes whom the log tells about once an entry is three years old: its links stay, so the chain verifies (C12)."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, bindparam, text
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.retention import prove_removal
from chassis.sweeps import Sweep

# The period stands in the database's function, which alone may erase (PIPL art. 56).
_PERIOD = timedelta(days=3 * 365)
_OLD = text(
    "SELECT id FROM access_log WHERE erased_at IS NULL AND at < now() - interval '3 years' ORDER BY at LIMIT 1000"
)
_ERASE = text("SELECT erase_access_content(:entries)").bindparams(bindparam("entries", type_=ARRAY(Uuid)))


async def _batch(session: AsyncSession) -> Sequence[tuple[UUID, ...]]:
    found = tuple((await session.execute(_OLD)).scalars())
    return [found] if found else []


async def _erase(session: AsyncSession, entries: tuple[UUID, ...]) -> None:
    await session.execute(_ERASE, {"entries": list(entries)})
    await prove_removal(session, "access-log-content", entries, clock.now() - _PERIOD)


ERASE_OLD_CONTENT = Sweep("erase-access-log-content", timedelta(hours=6), _batch, _erase)
