"""Links over HTTP: why a row is taken for a person, and what an officer decides where it is not sure."""

from collections.abc import Sequence
from typing import Annotated, Literal
from uuid import UUID

from fastapi import Query, Request
from fastapi.responses import Response
from sqlalchemy import tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from chassis.access import COUNTY, access
from chassis.http import CallerDep, Router, Session, tell_subjects
from chassis.pagination import Cursor, Page, decode_cursor, encode_cursor
from chassis.problems import BadPayload, documented, language_of
from services.registry.reconciliation.matching.decide_link import decide_link
from services.registry.reconciliation.matching.errors import LinkDecided, UnknownLink
from services.registry.reconciliation.matching.schemas import LinkDecision, LinkOut
from services.registry.reconciliation.matching.tables import RowLink
from services.registry.reconciliation.matching.words import in_words
from services.registry.reconciliation.submissions.errors import UnknownSubmission
from services.registry.reconciliation.submissions.queries import find_submission

router = Router(prefix="/reconciliation/submissions", tags=["reconciliation 信息对账会议"])

State = Annotated[Literal["linked", "confirmed", "proposed"] | None, Query(description="Only links in this state.")]


def _show(link: RowLink, kind: str, language: str) -> LinkOut:
    words = in_words(link.how, link.evidence, link.weight, language)
    return LinkOut.model_validate(link.model_dump() | {"words": words, "kind": kind})


@router.get("/{submission_id}/links", responses=documented(UnknownSubmission, BadPayload))
@access(staff=COUNTY)
async def list_links(
    request: Request,
    response: Response,
    session: Session,
    caller: CallerDep,
    submission_id: UUID,
    state: State = None,
    cursor: Cursor = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 100,
) -> Page[LinkOut]:
    """Whom each row speaks of, how that was found, and what agreed; `proposed` are those to be decided."""
    submission = await find_submission(session, caller, submission_id)
    after = decode_cursor(cursor, int, str) if cursor else None
    rows = await _links(session, submission_id, state, after, limit)
    shown = [_show(row, submission.kind, language_of(request)) for row in rows[:limit]]
    tell_subjects(response, *dict.fromkeys(link.person_id for link in shown if link.person_id))
    following = encode_cursor(rows[limit - 1].row_number, rows[limit - 1].role) if len(rows) > limit else None
    return Page[LinkOut](items=shown, next=following)


async def _links(
    session: AsyncSession, submission_id: UUID, state: str | None, after: tuple[int, str] | None, limit: int
) -> Sequence[RowLink]:
    wanted = select(RowLink).where(RowLink.submission_id == submission_id)
    if state is not None:
        wanted = wanted.where(RowLink.state == state)
    key = (col(RowLink.row_number), col(RowLink.role))
    if after is not None:
        wanted = wanted.where(tuple_(*key) > after)
    return (await session.scalars(wanted.order_by(*key).limit(limit + 1))).all()


@router.post(
    "/{submission_id}/links/decision", responses=documented(UnknownSubmission, UnknownLink, LinkDecided, BadPayload)
)
@access(staff=COUNTY)
async def post_link_decision(
    request: Request,
    response: Response,
    session: Session,
    caller: CallerDep,
    submission_id: UUID,
    body: LinkDecision,
) -> LinkOut:
    """Say whether a row speaks of the person proposed. It holds for the months to come; match again to go by it."""
    submission = await find_submission(session, caller, submission_id)
    link = await decide_link(session, caller, submission_id, body)
    if link.person_id is not None:
        tell_subjects(response, link.person_id)
    return _show(link, submission.kind, language_of(request))
