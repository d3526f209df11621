"""One person assesses an activity and another decides; what was decided stays, and a review is a new version."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row, RowMapping, select, text
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.problems import BadPayload, Fault
from gateway.impact_assessments.errors import AssessmentDecided, AssessmentOpen, OwnAssessment, UnknownAssessment
from gateway.impact_assessments.policy import review_policy_on
from gateway.impact_assessments.schemas import AssessmentDecision, AssessmentEntry, AssessmentOut
from gateway.impact_assessments.tables import impact_assessments

_A = impact_assessments.c
_CONTENT = ("categories", "recipients", "legal_basis", "necessity", "risks", "measures")


async def assess(session: AsyncSession, caller: Caller, entry: AssessmentEntry) -> int:
    """The new version's number. Raises AssessmentOpen."""
    await session.execute(text("SELECT pg_advisory_xact_lock(hashtext(:a))"), {"a": f"impact/{entry.activity}"})
    last = await _last(session, entry.activity)
    if last is not None and last.decision is None:
        raise AssessmentOpen(version=last.version)
    told = entry.model_dump()
    row: dict[str, Any] = {"activity": entry.activity, "version": last.version + 1 if last else 1, "name": entry.name}
    row |= {"reasons": sorted(set(entry.reasons)), "told": {name: told[name] for name in _CONTENT}}
    await session.execute(
        impact_assessments.insert().values(row | {"assessed_at": clock.now(), "assessed_by": caller.subject})
    )
    await audit.record(session, caller, "assess-impact", activity=entry.activity, version=row["version"])
    return row["version"]


async def decide(
    session: AsyncSession, caller: Caller, activity: str, version: int, decided: AssessmentDecision
) -> None:
    """Raises UnknownAssessment, AssessmentDecided, OwnAssessment, or BadPayload for a review too far away."""
    this = (_A.activity == activity) & (_A.version == version)
    found = (await session.execute(select(impact_assessments).where(this).with_for_update())).one_or_none()
    if found is None:
        raise UnknownAssessment()
    if found.decision is not None:
        raise AssessmentDecided()
    if found.assessed_by == caller.subject:
        raise OwnAssessment()
    _check_review(decided.review_on, clock.today())
    values = decided.model_dump() | {"decided_at": clock.now(), "decided_by": caller.subject}
    await session.execute(impact_assessments.update().where(this).values(values))
    told = decided.decision
    await audit.record(session, caller, "decide-impact-assessment", activity=activity, version=version, decision=told)


def _check_review(review_on: date, today: date) -> None:
    latest = today + timedelta(days=review_policy_on(today).review_within_days)
    if not today < review_on <= latest:
        told = f"须在今天之后，至迟 {latest} (after today, and by {latest})"
        raise BadPayload(faults=[Fault("#/review_on", "out_of_range", told)])


async def _last(session: AsyncSession, activity: str) -> Row | None:
    wanted = select(impact_assessments).where(_A.activity == activity).order_by(_A.version.desc()).limit(1)
    return (await session.execute(wanted)).one_or_none()


async def latest(session: AsyncSession, after: str, limit: int, *, due: bool) -> list[AssessmentOut]:
    """The newest version of each activity, by name; up to ``limit`` + 1. ``due``: only those to decide or review."""
    newest = (
        select(impact_assessments).ext(distinct_on(_A.activity)).order_by(_A.activity, _A.version.desc()).subquery()
    )
    wanted = select(newest).where(newest.c.activity > after)
    if due:
        wanted = wanted.where(newest.c.decision.is_(None) | (newest.c.review_on <= clock.today()))
    rows = (await session.execute(wanted.order_by(newest.c.activity).limit(limit + 1))).mappings()
    return [shown(row) for row in rows]


async def versions(session: AsyncSession, activity: str) -> list[AssessmentOut]:
    """Every version, the newest first. Raises UnknownAssessment."""
    wanted = select(impact_assessments).where(_A.activity == activity).order_by(_A.version.desc())
    found = [shown(row) for row in (await session.execute(wanted)).mappings()]
    if not found:
        raise UnknownAssessment()
    return found


def shown(row: RowMapping) -> AssessmentOut:
    """As an answer shows it."""
    due = row["decision"] is None or row["review_on"] <= clock.today()
    return AssessmentOut.model_validate({**row, **row["told"], "due": due})
