"""Reads of meetings. A department is shown its own part of each."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from chassis.auth import Caller
from services.registry.reconciliation.between_counties.queries import count_unsettled
from services.registry.reconciliation.sessions.errors import UnknownSession
from services.registry.reconciliation.sessions.remind import missing_kinds
from services.registry.reconciliation.sessions.schemas import SessionOut
from services.registry.reconciliation.sessions.tables import MeetingSession, Reminder, SessionStep

_LATE = text("SELECT DISTINCT department FROM submissions WHERE session_id = :id AND late ORDER BY 1")
_OPEN = text(
    "SELECT owner, count(*) AS number FROM discrepancies WHERE last_session_id = :id AND state <> 'closed'"
    " GROUP BY owner ORDER BY owner"
)


async def find_session(session: AsyncSession, session_id: UUID) -> MeetingSession:
    """Raises UnknownSession."""
    found = await session.get(MeetingSession, session_id)
    if found is None:
        raise UnknownSession()
    return found


async def sessions_of(
    session: AsyncSession, period: str | None, before: str | None, limit: int
) -> Sequence[MeetingSession]:
    """Up to ``limit`` + 1 meetings, the newest month first."""
    wanted = select(MeetingSession)
    if period is not None:
        wanted = wanted.where(MeetingSession.period == period)
    if before is not None:
        wanted = wanted.where(col(MeetingSession.period) < before)
    return (await session.scalars(wanted.order_by(col(MeetingSession.period).desc()).limit(limit + 1))).all()


async def steps_of(session: AsyncSession, session_id: UUID) -> Sequence[SessionStep]:
    """Oldest first."""
    taken = select(SessionStep).where(SessionStep.session_id == session_id)
    return (await session.scalars(taken.order_by(col(SessionStep.at), col(SessionStep.id)))).all()


async def show_session(session: AsyncSession, caller: Caller, meeting: MeetingSession) -> SessionOut:
    """The meeting as ``caller`` may see it."""
    missing = await missing_kinds(session, meeting.id)
    late = list((await session.execute(_LATE, {"id": meeting.id})).scalars())
    still_open = {row.owner: row.number for row in await session.execute(_OPEN, {"id": meeting.id})}
    reminders = [_reminder(row) for row in await _reminders(session, meeting.id)]
    between = await count_unsettled(session) if caller.department is None else None
    if caller.department is not None:
        missing = {name: found for name, found in missing.items() if name == caller.department}
        late = [name for name in late if name == caller.department]
        still_open = {name: number for name, number in still_open.items() if name == caller.department}
        reminders = [row for row in reminders if row["department"] == caller.department]
    own: dict[str, Any] = {"missing": missing, "late": late, "open_discrepancies": still_open, "reminders": reminders}
    own["between_counties"] = between
    return SessionOut.model_validate(meeting.model_dump() | own)


async def _reminders(session: AsyncSession, session_id: UUID) -> Sequence[Reminder]:
    kept = select(Reminder).where(Reminder.session_id == session_id).order_by(col(Reminder.reminded_on))
    return (await session.scalars(kept)).all()


def _reminder(row: Reminder) -> dict[str, Any]:
    return row.model_dump(exclude={"session_id"})
