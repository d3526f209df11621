"""Changes of divisions, their lineage, and groups below a village, over HTTP."""

from uuid import UUID

from chassis import clock
from chassis.access import ALL_STAFF, VILLAGE_UP, access
from chassis.http import CallerDep, Router, Session
from chassis.pagination import Cursor, Limit, Page, decode_cursor, page_of
from chassis.problems import BadPayload, NotAllowed, documented
from services.registry.divisions.change_divisions import change_divisions
from services.registry.divisions.change_schemas import ChangeEntry, ChangeOut, LineageLine, LineageOut
from services.registry.divisions.enter_groups import enter_groups, groups_of
from services.registry.divisions.errors import ImportRunning, UnknownDivision
from services.registry.divisions.group_schemas import GroupList, GroupOut
from services.registry.divisions.queries import changes_made, lineage_of, successor_of

router = Router(prefix="/divisions", tags=["divisions 行政区划"])


@router.post("/changes", status_code=201, responses=documented(BadPayload, NotAllowed, ImportRunning))
@access(staff=("county-admin",))
async def post_change(session: Session, caller: CallerDep, body: ChangeEntry) -> ChangeOut:
    """Rename, merge, split or recode towns or villages. Everybody in them follows, in one transaction.

    With `dry_run` the same is tried and taken back, and the answer tells what would follow.
    """
    return await change_divisions(session, caller, body)


@router.get("/changes", responses=documented(BadPayload))
@access(staff=ALL_STAFF)
async def list_changes(session: Session, cursor: Cursor = None, limit: Limit = 50) -> Page[ChangeOut]:
    """Changes that were made, oldest first."""
    (after,) = decode_cursor(cursor, UUID) if cursor else (UUID(int=0),)
    rows = await changes_made(session, after, limit)
    return page_of([ChangeOut.model_validate(row.model_dump()) for row in rows], limit, "id")


@router.get("/{code}/lineage", responses=documented(UnknownDivision))
@access(staff=ALL_STAFF)
async def get_lineage(session: Session, code: str) -> LineageOut:
    """Where a code's people came from and went to, and the code that stands for it today."""
    lines = await lineage_of(session, code)
    stands = await successor_of(session, code, clock.today())
    if stands is None and not lines:
        raise UnknownDivision()
    items = [LineageLine(kind=kind, **line.model_dump()) for line, kind in lines]
    return LineageOut(code=code, successor=stands, items=items)


@router.get("/{code}/groups", responses=documented(UnknownDivision))
@access(staff=ALL_STAFF)
async def list_groups(session: Session, code: str) -> Page[GroupOut]:
    """The groups (村民小组) of a village, with how many people each has."""
    return Page(items=await groups_of(session, code), next=None)


@router.put("/{code}/groups", responses=documented(UnknownDivision, BadPayload, NotAllowed))
@access(staff=VILLAGE_UP)
async def put_groups(session: Session, caller: CallerDep, code: str, body: GroupList) -> Page[GroupOut]:
    """Enter groups of a village and who belongs to them. Groups and people left out stay as they are."""
    await enter_groups(session, caller, code, body)
    return Page(items=await groups_of(session, code), next=None)
