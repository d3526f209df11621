"""Remind departments of what is due: extracts before the last day for them, answers before theirs and after it."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock, outbox
from chassis.sweeps import Sweep
from contracts.reconciliation import ReconciliationReminded
from services.registry.reconciliation.record_kinds.kinds import kinds
from services.registry.reconciliation.sessions.calendar import rule_for
from services.registry.reconciliation.sessions.move_session import lock_session
from services.registry.reconciliation.sessions.tables import Reminder

_OPEN = text("SELECT id, state, collect_by FROM reconciliation_sessions WHERE state IN ('collecting', 'reviewing')")
_HANDED_IN = text(
    "SELECT DISTINCT kind FROM submissions WHERE session_id = :session AND state IN ('queued', 'reading', 'accepted')"
)
_UNANSWERED = text(
    "SELECT owner, array_agg(DISTINCT rule) AS rules, min(due_on) AS due_on FROM discrepancies"
    " WHERE state = 'open' AND owner <> 'population-office' AND due_on <= :by GROUP BY owner"
)
_KNOWN = text(
    "SELECT EXISTS (SELECT FROM reconciliation_reminders WHERE session_id = :session AND department = :department"
    " AND about = :about AND reminded_on = :today)"
)


async def _due(session: AsyncSession) -> Sequence[UUID]:
    return [row.id for row in await session.execute(_OPEN)]


async def _remind(session: AsyncSession, session_id: Any) -> None:
    meeting, today = await lock_session(session, session_id), clock.today()
    before = rule_for(today).remind_days_before
    if meeting.state == "collecting" and _is_day(meeting.collect_by, today, before):
        for department, missing in (await missing_kinds(session, session_id)).items():
            await _keep(session, meeting.id, department, "extracts", meeting.collect_by, missing)
    for row in await session.execute(_UNANSWERED, {"by": today + timedelta(days=max(before))}):
        if _is_day(row.due_on, today, before):
            await _keep(session, meeting.id, row.owner, "answers", row.due_on, sorted(row.rules))


def _is_day(due_on: date, today: date, before: Sequence[int]) -> bool:
    # Once it is overdue, every day: a person waits behind it.
    return today > due_on or (due_on - today).days in before


async def missing_kinds(session: AsyncSession, session_id: UUID) -> dict[str, list[str]]:
    """Department → the kinds that it has not handed in for this meeting."""
    there = set((await session.execute(_HANDED_IN, {"session": session_id})).scalars())
    missing: dict[str, list[str]] = {}
    for code, kind in kinds().items():
        if code not in there:
            missing.setdefault(kind.department, []).append(code)
    return missing


async def _keep(
    session: AsyncSession, session_id: UUID, department: str, about: str, due_on: date, missing: list[str]
) -> None:
    today = clock.today()
    wanted = {"session": session_id, "department": department, "about": about, "today": today}
    if (await session.execute(_KNOWN, wanted)).scalar_one():
        return
    row = Reminder(
        session_id=session_id, department=department, about=about, reminded_on=today, due_on=due_on, missing=missing
    )
    session.add(row)
    event = ReconciliationReminded(
        session_id=session_id, department=department, about=about, due_on=due_on, overdue=today > due_on
    )
    await outbox.add(session, event)


REMIND = Sweep("remind-departments", timedelta(minutes=30), _due, _remind)
