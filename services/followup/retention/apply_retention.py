"""Erases what has been kept long enough, and leaves a proof of each erasure in the audit chain (C12)."""

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.sweeps import Sweep
from services.followup.retention.erasures import ERASURES
from services.followup.retention.periods import Record, retentions

_BATCH = 500
_SWEEP = Caller(subject="followup:retention", kind="staff")


class Expired(NamedTuple):
    """One record whose time is over."""

    record: Record
    id: UUID

    def __str__(self) -> str:
        """What a log may say of it: the id may be a person's."""
        return self.record


async def find_expired(session: AsyncSession) -> Sequence[Expired]:
    """At most a batch of each kind, the oldest first."""
    found: list[Expired] = []
    for record, erasure in ERASURES.items():
        before = clock.today() - timedelta(days=retentions()[record].days)
        rows = await session.execute(text(erasure.find), {"before": before, "batch": _BATCH})
        found += [Expired(record, row.id) for row in rows]
    return found


async def erase_expired(session: AsyncSession, expired: Expired) -> None:
    """Erase one, if its time is over still; the proof names the record, the rule and the day, never the content."""
    retention = retentions()[expired.record]
    before = clock.today() - timedelta(days=retention.days)
    erased = await session.execute(text(ERASURES[expired.record].erase), {"id": expired.id, "before": before})
    row = erased.first()
    if row is None:
        return
    facts = {"record": expired.record, "id": expired.id, "kept_days": retention.days, "before": before}
    await audit.record(session, _SWEEP, "erase-after-retention", row.person_id, **facts)


APPLY_RETENTION = Sweep("apply-retention", timedelta(hours=1), find_expired, erase_expired)
