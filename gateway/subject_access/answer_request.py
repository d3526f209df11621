"""Answers a request, once."""

from uuid import UUID

from sqlalchemy import RowMapping, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.concurrency import expect_revision
from chassis.sealing import Sealer
from gateway.subject_access.errors import RightsRequestAnswered, UnknownRightsRequest
from gateway.subject_access.schemas import AnswerEntry
from gateway.subject_access.tables import REASON, rights_requests


async def answer_request(
    session: AsyncSession, sealer: Sealer, caller: Caller, request_id: UUID, answer: tuple[AnswerEntry, str | None]
) -> RowMapping:
    """The request with its answer. ``answer`` comes with its If-Match.

    Raises UnknownRightsRequest, RightsRequestAnswered, RevisionMissing or RevisionStale.
    """
    entry, if_match = answer
    mine = rights_requests.c.id == request_id
    row = (await session.execute(select(rights_requests).where(mine).with_for_update())).mappings().one_or_none()
    if row is None or not caller.sees(row["division"]):
        raise UnknownRightsRequest()
    if row["outcome"] is not None:
        raise RightsRequestAnswered()
    expect_revision(if_match, row["revision"])
    said = {
        "outcome": entry.outcome,
        "reason_sealed": sealer.seal(entry.reason, REASON) if entry.reason else None,
        "reference": entry.reference,
        "answered_at": clock.now(),
        "answered_by": caller.subject,
        "revision": row["revision"] + 1,
    }
    done = await session.execute(rights_requests.update().where(mine).values(said).returning(*rights_requests.c))
    await audit.record(
        session, caller, "answer-rights-request", row["person_id"], request=request_id, outcome=entry.outcome
    )
    return done.mappings().one()
