"""Take a meeting to its next state, or back for a reason."""

from datetime import timedelta
from typing import cast
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from chassis import audit, clock
from chassis.auth import Caller
from chassis.problems import BadPayload, Fault
from chassis.sweeps import Sweep
from services.registry.reconciliation.minutes.queries import not_signed
from services.registry.reconciliation.sessions import rules
from services.registry.reconciliation.sessions.errors import MinutesNotSigned, SessionNotInState, UnknownSession
from services.registry.reconciliation.sessions.open_session import note_step
from services.registry.reconciliation.sessions.tables import MeetingSession

CHANNEL = "registry_reconciliation"
_CALENDAR = Caller(subject="calendar", kind="staff")


async def lock_session(session: AsyncSession, session_id: UUID) -> MeetingSession:
    """The meeting, to change. Raises UnknownSession."""
    found = await session.get(MeetingSession, session_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise UnknownSession()
    return found


async def move_session(
    session: AsyncSession, caller: Caller, meeting: MeetingSession, to: rules.State, reason: str | None = None
) -> MeetingSession:
    """The meeting in state ``to``. Raises SessionNotInState, BadPayload, MinutesNotSigned."""
    before = meeting.state
    try:
        following = rules.step(cast(rules.State, before), to, reason)
    except rules.WrongStep:
        raise SessionNotInState(state=before) from None
    except rules.ReasonMissing:
        said = "重新开放须说明理由 (say why it is opened again)"
        raise BadPayload(faults=[Fault("#/reason", "reason_needed", said)]) from None
    if to == "closed":
        missing = await not_signed(session, meeting)
        if missing:
            raise MinutesNotSigned(missing=missing)
    meeting.state = following
    meeting.closed_at = clock.now() if to == "closed" else None
    if to == "matching":
        meeting.problem, meeting.attempts = None, 0
        await session.execute(text("SELECT pg_notify(:channel, '')"), {"channel": CHANNEL})
    meeting.revision += 1
    note_step(session, caller, meeting.id, before, to, reason)
    await session.flush()
    await audit.record(session, caller, "move-reconciliation", meeting.id, before=before, after=to, reason=reason)
    return meeting


async def _to_match(session: AsyncSession) -> list[UUID]:
    # The day after the last day for extracts; what is late then can still be handed in while it is reviewed. A meeting
    # that was opened after that day is held when its officer says so.
    due = select(MeetingSession.id).where(
        MeetingSession.state == "collecting", MeetingSession.collect_by < clock.today()
    )
    due = due.where(text("opened_at::date <= collect_by"))
    some = text("EXISTS (SELECT FROM submissions s WHERE s.session_id = reconciliation_sessions.id)")
    return list(await session.scalars(due.where(some)))


async def _match(session: AsyncSession, session_id: UUID) -> None:
    meeting = await lock_session(session, session_id)
    if meeting.state == "collecting" and meeting.problem is None:
        await move_session(session, _CALENDAR, meeting, "matching")


START_MATCHING = Sweep("start-matching", timedelta(minutes=30), _to_match, _match)
