"""HTTP for postings."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from chassis.access import COUNTY, TOWNSHIP_UP, VILLAGE_UP, access
from chassis.http import CallerDep, Router, Session
from chassis.pagination import Cursor, Page, decode_cursor, page_of
from chassis.problems import BadPayload, NotAllowed, documented
from services.incentives.claims.errors import SamePerson, UnknownScheme
from services.incentives.entitlements.errors import AlreadyEntitled
from services.incentives.postings.approve_posting import approve_posting
from services.incentives.postings.errors import NothingToApprove, NothingToPost, PostingNotOver, UnknownPosting
from services.incentives.postings.load import load_posting
from services.incentives.postings.open_posting import open_posting
from services.incentives.postings.queries import list_lines, list_postings, show_posting
from services.incentives.postings.schemas import Approved, PostingGiven, PostingLine, PostingSeen
from services.incentives.scope import scope_of
from services.incentives.text_fields import Division, ListLimit

router = Router(tags=["postings"])

AnyYear = Annotated[int | None, Query(ge=2000, le=2200)]
AnyScheme = Annotated[str | None, Query(max_length=60, pattern=r"^[a-z0-9-]+$")]


@router.post("/postings", status_code=201, responses=documented(BadPayload, NotAllowed, UnknownScheme, NothingToPost))
@access(staff=TOWNSHIP_UP)
async def post_posting(given: PostingGiven, caller: CallerDep, session: Session) -> PostingSeen:
    """Hang out what is confirmed in a division, for the scheme's working days."""
    return await show_posting(session, (await open_posting(session, caller, given)).id)


@router.get("/postings", responses=documented(BadPayload, NotAllowed))
@access(staff=(*VILLAGE_UP, "finance-officer"))
async def get_postings(
    caller: CallerDep,
    session: Session,
    scheme: AnyScheme = None,
    year: AnyYear = None,
    division: Division = None,
    cursor: Cursor = None,
    limit: ListLimit = 100,
) -> Page[PostingSeen]:
    """List postings, oldest first."""
    after = None if cursor is None else decode_cursor(cursor, UUID)[0]
    rows = await list_postings(session, scope_of(caller, division), scheme, year, after, limit)
    return page_of(list(rows), limit, "id")


@router.get("/postings/{posting_id}", responses=documented(UnknownPosting))
@access(staff=(*VILLAGE_UP, "finance-officer"))
async def get_posting(posting_id: UUID, caller: CallerDep, session: Session) -> PostingSeen:
    """One posting, with its counts."""
    await load_posting(session, caller, posting_id)
    return await show_posting(session, posting_id)


@router.get("/postings/{posting_id}/lines", responses=documented(UnknownPosting, BadPayload))
@access(staff=(*VILLAGE_UP, "finance-officer"))
async def get_posting_lines(
    posting_id: UUID, caller: CallerDep, session: Session, cursor: Cursor = None, limit: ListLimit = 100
) -> Page[PostingLine]:
    """Read the list as it hangs out: names masked, nothing about why."""
    posting = await load_posting(session, caller, posting_id)
    after = None if cursor is None else decode_cursor(cursor, UUID)[0]
    rows = await list_lines(session, posting, after, limit)
    return page_of(rows, limit, "claim_id")


@router.post(
    "/postings/{posting_id}/approval",
    responses=documented(UnknownPosting, PostingNotOver, NothingToApprove, SamePerson, AlreadyEntitled),
)
@access(staff=COUNTY)
async def post_posting_approval(posting_id: UUID, caller: CallerDep, session: Session) -> Approved:
    """Approve every line that nobody objected to, once the list has hung out its days."""
    return await approve_posting(session, caller, posting_id)
