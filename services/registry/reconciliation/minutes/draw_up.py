"""Draw up the minutes of a meeting as it stands: a new version where anything changed, else the one that counts."""

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from services.registry.reconciliation.between_counties.queries import matters_of
from services.registry.reconciliation.figures.count_figures import count_figures
from services.registry.reconciliation.minutes.facts import digest_of, facts_of
from services.registry.reconciliation.minutes.queries import newest_minutes
from services.registry.reconciliation.minutes.tables import Minutes
from services.registry.reconciliation.sessions.errors import SessionNotInState
from services.registry.reconciliation.sessions.move_session import lock_session

_SUBMISSIONS = text(
    "SELECT kind, department, rows_read, accepted, rejected, late, digest FROM submissions"
    " WHERE session_id = :session AND state = 'accepted' ORDER BY department, kind"
)
_CASES = text(
    "SELECT id, owner, rule, state, due_on, closed_how, decision FROM discrepancies"
    " WHERE last_session_id = :session ORDER BY owner, rule, id"
)


async def draw_up(session: AsyncSession, caller: Caller, session_id: UUID) -> Minutes:
    """The minutes. Raises UnknownSession, SessionNotInState."""
    meeting = await lock_session(session, session_id)
    if meeting.state != "meeting":
        raise SessionNotInState(state=meeting.state)
    asked = {"session": session_id}
    submissions = (await session.execute(_SUBMISSIONS, asked)).mappings().all()
    cases = (await session.execute(_CASES, asked)).mappings().all()
    months = await count_figures(session, meeting.period, meeting.period)
    rates = [rate.model_dump() for month in months for rate in month.match_rates]
    between = await matters_of(session, meeting)
    facts = facts_of(meeting.model_dump(), [dict(s) for s in submissions], rates, [dict(c) for c in cases], between)
    digest, before = digest_of(facts), await newest_minutes(session, session_id)
    if before is not None and before.digest == digest:
        return before
    minutes = Minutes(
        session_id=session_id,
        version=1 if before is None else before.version + 1,
        facts=facts,
        digest=digest,
        drawn_up_at=clock.now(),
        drawn_up_by=caller.subject,
    )
    session.add(minutes)
    await session.flush()
    told = {"version": minutes.version, "digest": digest.hex()}
    await audit.record(session, caller, "draw-up-minutes", session_id, **told)
    return minutes
