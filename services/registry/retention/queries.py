"""Reads of periods and runs."""

from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from services.registry.retention.periods import periods
from services.registry.retention.rules import in_force
from services.registry.retention.schemas import PeriodOut, RunOut
from services.registry.retention.tables import RetentionRun


async def runs(
    session: AsyncSession, record: str | None, removed: bytes | None, before: UUID | None, limit: int
) -> list[RetentionRun]:
    """Up to ``limit`` + 1 runs, the newest first: of a kind of record, or that removed the id with this digest."""
    wanted = select(RetentionRun)
    if record is not None:
        wanted = wanted.where(RetentionRun.record == record)
    if removed is not None:
        wanted = wanted.where(col(RetentionRun.digests).contains([removed]))
    if before is not None:
        wanted = wanted.where(col(RetentionRun.id) < before)
    return list(await session.scalars(wanted.order_by(col(RetentionRun.id).desc()).limit(limit + 1)))


def show_run(run: RetentionRun) -> RunOut:
    """As an answer shows it."""
    told = run.model_dump(exclude={"digests", "digest"})
    return RunOut.model_validate(told | {"ids": len(run.digests), "digest": run.digest.hex()})


def periods_on(day: date) -> list[PeriodOut]:
    """What holds on ``day``, by kind of record."""
    shown = []
    for record, swept in periods().swept.items():
        out = PeriodOut(record=record, zh=swept.zh, en=swept.en)
        if rule := in_force(swept.periods, day):
            out.since, out.basis = rule.since, rule.basis
            out.days, out.years = rule.days or None, rule.years or None
        shown.append(out)
    for record, other in periods().elsewhere.items():
        shown.append(PeriodOut(record=record, zh=other.zh, en=other.en, hours=other.hours))
    return shown
