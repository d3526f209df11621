"""Issue a month's bulletin: freeze the month's figures as they stand, score every place, and sign it all."""

from pathlib import Path

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import audit, clock
from chassis.auth import Caller
from chassis.identifiers import new_id
from services.assessment.facts.keep_facts import COUNTING
from services.assessment.figures.evaluate import formulas_on
from services.assessment.figures.queries import counts_of
from services.assessment.figures.rules import Period, after
from services.assessment.reports.errors import BulletinIssued, BulletinTooEarly
from services.assessment.reports.queries import county_scores_before
from services.assessment.reports.tables import Bulletin
from services.assessment.scorecards.lint import scorecard_of
from services.assessment.settlements.freeze import document_of
from services.assessment.settlements.sign import digest_of, signed

_LOCK = text("SELECT pg_advisory_xact_lock(:key)")


async def issue_bulletin(
    session: AsyncSession, keys: Path, caller: Caller, period: Period, reason: str | None
) -> Bulletin:
    """The bulletin. Raises NoScorecard, BulletinTooEarly, BulletinIssued."""
    await session.execute(_LOCK, {"key": COUNTING})
    version = await _next_version(session, period, reason)
    card, formulas = scorecard_of(period.first), formulas_on(period.first)
    counts = await counts_of(session, formulas, "", period)
    document = await document_of(session, card, formulas, counts, period, version)
    before = await county_scores_before(session, period.first)
    document["before"] = [{"period": each.period, "value": each.value} for each in before]
    digest = digest_of(document)
    bulletin = Bulletin(
        id=new_id(),
        period=period.name,
        version=version,
        month=period.first,
        issued_at=clock.now(),
        issued_by=caller.subject,
        reason=reason,
        document=document,
        digest=digest,
        signature=signed(keys, period.name, version, digest),
    )
    session.add(bulletin)
    await session.flush()
    await audit.record(session, caller, "issue-bulletin", bulletin.id, period=period.name, version=version)
    return bulletin


async def _next_version(session: AsyncSession, period: Period, reason: str | None) -> int:
    begins = after(period.last)
    if clock.today() < begins:
        raise BulletinTooEarly(begins=begins.isoformat())
    newest = select(func.max(col(Bulletin.version))).where(col(Bulletin.period) == period.name)
    version = (await session.execute(newest)).scalar()
    if version is not None and not reason:
        raise BulletinIssued(version=version)
    return int(version or 0) + 1
