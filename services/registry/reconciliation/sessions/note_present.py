"""Record who takes part in a meeting."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit
from chassis.auth import Caller
from services.registry.reconciliation.sessions.errors import SessionNotInState
from services.registry.reconciliation.sessions.move_session import lock_session
from services.registry.reconciliation.sessions.tables import MeetingSession


async def note_present(
    session: AsyncSession, caller: Caller, session_id: UUID, departments: Sequence[str]
) -> MeetingSession:
    """The meeting. Raises UnknownSession; SessionNotInState once it is closed."""
    meeting = await lock_session(session, session_id)
    if meeting.state == "closed":
        raise SessionNotInState(state=meeting.state)
    meeting.present = sorted(set(departments))
    meeting.revision += 1
    await session.flush()
    await audit.record(session, caller, "note-present", meeting.id, departments=meeting.present)
    return meeting
