"""``/corrections``: what departments have to correct in copies of their own, and whether they have (C9)."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from chassis import clock
from chassis.access import access
from chassis.http import CallerDep, Router, Session, tell_subjects
from chassis.pagination import Cursor, Page, decode_cursor, page_of
from chassis.problems import BadPayload, documented
from gateway.corrections.acknowledge import acknowledge
from gateway.corrections.errors import UnknownNotice
from gateway.corrections.queries import notices, show_notice
from gateway.corrections.schemas import NoticeOut, State

router = Router(tags=["corrections"])


@router.get("/corrections", summary="更正通知 / Notices of corrections", responses=documented(BadPayload))
@access(staff=("county-admin", "county-officer", "auditor"), departments_see="correction-notice", about="person_id")
async def list_notices(
    response: Response,
    session: Session,
    caller: CallerDep,
    state: Annotated[State, Query(description="`overdue` are those of `open` whose day has passed.")] = "open",
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    cursor: Cursor = None,
) -> Page[NoticeOut]:
    """A department sees its own; the county's officers see everybody's."""
    after: tuple[date, UUID] | None = decode_cursor(cursor, date, UUID) if cursor else None
    found = await notices(session, caller.department, state, after, limit, clock.today())
    tell_subjects(response, *dict.fromkeys(notice.person_id for notice in found[:limit]))
    return page_of(found, limit, "due_on", "id")


@router.post(
    "/corrections/{notice_id}/acknowledgement",
    summary="确认已更正 / Say that the own copy is corrected",
    responses=documented(UnknownNotice),
)
@access(staff=(), departments_see="correction-notice", about="person_id")
async def post_acknowledgement(response: Response, session: Session, caller: CallerDep, notice_id: UUID) -> NoticeOut:
    """By the department that was told, and by nobody for it."""
    row = await acknowledge(session, caller, notice_id)
    tell_subjects(response, row["person_id"])
    return show_notice(row, clock.today())
