"""HTTP for changes of protocols. Numbers for those who plan the county's care; visits for the care team alone (C5)."""

from uuid import UUID

from chassis.access import access
from chassis.auth import Role
from chassis.http import CallerDep, Router, Session
from chassis.pagination import Cursor, Limit, Page, page_of
from chassis.problems import BadPayload, CharterRefusal, NotAllowed, documented
from services.followup.protocol_changes.decide import decide, load_change
from services.followup.protocol_changes.errors import ChangeRunning, UnknownChange
from services.followup.protocol_changes.preview import preview, preview_visits
from services.followup.protocol_changes.schemas import ChangeAsked, ChangeSeen, Preview, VisitChange

router = Router(tags=["protocol changes"])

DECIDE: tuple[Role, ...] = ("county-officer", "township-officer")


@router.post("/protocol-changes/preview", responses=documented(BadPayload, CharterRefusal, NotAllowed))
@access(staff=DECIDE)
async def post_preview(asked: ChangeAsked, caller: CallerDep, session: Session) -> Preview:
    """What the decision would do, in numbers. Nothing is changed."""
    return await preview(session, caller, asked)


@router.post("/protocol-changes/preview/visits", responses=documented(BadPayload, CharterRefusal, NotAllowed))
@access(staff=("township-officer",))
async def post_preview_visits(
    asked: ChangeAsked, caller: CallerDep, session: Session, cursor: Cursor = None, limit: Limit = 100
) -> Page[VisitChange]:
    """Each visit that the decision would add, move or end. Nothing is changed, and nobody is named."""
    rows = await preview_visits(session, caller, asked, cursor, limit)
    return page_of(rows, limit, "plan_id", "step", "occurrence", "kind")


@router.post(
    "/protocol-changes",
    status_code=202,
    responses=documented(BadPayload, CharterRefusal, NotAllowed, ChangeRunning),
)
@access(staff=DECIDE)
async def post_change(asked: ChangeAsked, caller: CallerDep, session: Session) -> ChangeSeen:
    """Decide: keep, rebase or restart. The plans follow in the background."""
    return ChangeSeen.model_validate(await decide(session, caller, asked))


@router.get("/protocol-changes/{change_id}", responses=documented(UnknownChange))
@access(staff=DECIDE)
async def get_change(change_id: UUID, caller: CallerDep, session: Session) -> ChangeSeen:
    """One decision and how far it has been applied."""
    return ChangeSeen.model_validate(await load_change(session, caller, change_id))
