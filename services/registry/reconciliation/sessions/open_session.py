"""Open the meeting on a month: by hand, or by the calendar."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from chassis import audit, clock
from chassis.auth import Caller
from chassis.identifiers import new_id
from chassis.sweeps import Sweep
from services.registry.divisions.tables import Division
from services.registry.reconciliation.sessions.calendar import dates_of, due_to_open
from services.registry.reconciliation.sessions.errors import SessionExists
from services.registry.reconciliation.sessions.tables import MeetingSession, SessionStep
from services.registry.unique import flush_or_refuse

_CALENDAR = Caller(subject="calendar", kind="staff")


async def open_session(session: AsyncSession, caller: Caller, period: str) -> MeetingSession:
    """The meeting, collecting. Raises SessionExists."""
    existing = (await session.scalars(select(MeetingSession).where(MeetingSession.period == period))).one_or_none()
    if existing is not None:
        raise SessionExists(session_id=existing.id)
    dates = dates_of(period)
    meeting = MeetingSession(
        id=new_id(),
        period=period,
        collect_by=dates.collect_by,
        answer_by=dates.answer_by,
        meeting_on=dates.meeting_on,
        opened_by=caller.subject,
        opened_at=clock.now(),
    )
    session.add(meeting)
    await flush_or_refuse(session, {"reconciliation_sessions_period_key": SessionExists})
    note_step(session, caller, meeting.id, "none", "collecting")
    await audit.record(session, caller, "open-reconciliation", meeting.id, period=period)
    return meeting


def note_step(
    session: AsyncSession, caller: Caller, meeting_id: UUID, before: str, after: str, reason: str | None = None
) -> None:
    """Keep the step."""
    taken = SessionStep(
        id=new_id(),
        session_id=meeting_id,
        at=clock.now(),
        taken_by=caller.subject,
        from_state=before,
        to_state=after,
        reason=reason,
    )
    session.add(taken)


async def _due(session: AsyncSession) -> Sequence[str]:
    period = due_to_open(clock.today())
    if period is None or (await session.scalars(select(Division.code).limit(1))).first() is None:
        return []
    known = (await session.scalars(select(MeetingSession.id).where(MeetingSession.period == period))).first()
    return [] if known else [period]


async def _open(session: AsyncSession, period: Any) -> None:
    try:
        await open_session(session, _CALENDAR, period)
    except SessionExists:
        return  # another process was faster


OPEN_SESSIONS = Sweep("open-reconciliation", timedelta(minutes=30), _due, _open)
