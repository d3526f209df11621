"""What an officer decides about a proposed link: it holds from month to month, and moves the threshold."""

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from chassis import audit, clock
from chassis.auth import Caller
from services.registry.reconciliation.matching.errors import LinkDecided, UnknownLink
from services.registry.reconciliation.matching.schemas import LinkDecision
from services.registry.reconciliation.matching.tables import RowLink
from services.registry.reconciliation.submissions.queries import find_submission

_KEEP = text("""
INSERT INTO register_links (identity, person_id, state, weight, session_id, decided_by, decided_at, reason)
VALUES (:identity, :person_id, :state, :weight, :session_id, :by, :at, :reason)
ON CONFLICT (identity, person_id) DO UPDATE SET state = excluded.state, weight = excluded.weight, mark = NULL,
    session_id = excluded.session_id, decided_by = excluded.decided_by, decided_at = excluded.decided_at,
    reason = excluded.reason
""")


async def decide_link(session: AsyncSession, caller: Caller, submission_id: UUID, entry: LinkDecision) -> RowLink:
    """The link as decided; the next comparison goes by it. Raises UnknownSubmission, UnknownLink, LinkDecided."""
    submission = await find_submission(session, caller, submission_id)
    wanted = select(RowLink).where(
        RowLink.submission_id == submission_id, RowLink.row_number == entry.row_number, RowLink.role == entry.role
    )
    link = (await session.scalars(wanted.with_for_update())).one_or_none()
    if link is None:
        raise UnknownLink()
    if link.state != "proposed" or link.identity is None or link.person_id is None:
        raise LinkDecided(state=link.state)
    state = "confirmed" if entry.same else "refused"
    kept = {"identity": link.identity, "person_id": link.person_id, "state": state, "weight": link.weight}
    decided = {"session_id": submission.session_id, "by": caller.subject, "at": clock.now(), "reason": entry.reason}
    await session.execute(_KEEP, kept | decided)
    person_id = link.person_id
    if entry.same:
        link.state = "confirmed"
        await session.flush()
    else:
        await session.delete(link)
    facts = {"submission": submission_id, "row": entry.row_number, "same": entry.same, "reason": entry.reason}
    await audit.record(session, caller, "decide-link", person_id, **facts)
    return link
