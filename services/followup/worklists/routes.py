"""HTTP for work lists. For the care team only (C5)."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Path, Query, Response

from chassis import clock
from chassis.access import access
from chassis.http import CallerDep, Router, Session
from chassis.pagination import Cursor, Limit, Page, page_of
from chassis.problems import BadPayload, NotAllowed, documented
from chassis.working_days import is_working_day
from services.followup.answers import page_about
from services.followup.care_team import CARE_TEAM
from services.followup.wiring import Division, ListLimit, PoolDep
from services.followup.worklists.day_list import day_list, waiting
from services.followup.worklists.enter_worker import enter_worker
from services.followup.worklists.errors import UnknownWorker
from services.followup.worklists.queries import leaves_of, workers_of
from services.followup.worklists.schemas import (
    DayList,
    LeaveSeen,
    LeaveTaken,
    WorkerEntered,
    WorkerSeen,
)
from services.followup.worklists.take_leave import cancel_leave, load_worker, take_leave

router = Router(tags=["work lists"])

Subject = Annotated[str, Path(min_length=1, max_length=100, description="The worker's account.")]


@router.get("/worklist", responses=documented(BadPayload, NotAllowed))
@access(staff=CARE_TEAM)
async def get_worklist(
    caller: CallerDep,
    pool: PoolDep,
    response: Response,
    day: date | None = None,
    worker: Annotated[str | None, Query(max_length=100, description="For a township: one worker's day.")] = None,
    division: Division = None,
    cursor: Cursor = None,
    limit: ListLimit = 100,
) -> DayList:
    """A day's visits by place: a village worker's own, a township's all or one worker's."""
    on = day or clock.today()
    whose = caller.subject if caller.role == "village-worker" else worker
    rows = await day_list(pool, caller, on, whose, division, cursor, limit)
    page = page_about(response, rows, limit, "division", "place", "id")
    left = await waiting(pool, caller, on, division)
    return DayList(day=on, working=is_working_day(on), items=page.items, next=page.next, waiting=left)


@router.get("/workers", responses=documented(BadPayload))
@access(staff=CARE_TEAM)
async def list_workers(
    caller: CallerDep, session: Session, cursor: Cursor = None, limit: Limit = 100
) -> Page[WorkerSeen]:
    """Who makes visits: a township's all, for a village worker themselves alone."""
    rows = await workers_of(session, caller, cursor, limit)
    return page_of([WorkerSeen.model_validate(row) for row in rows], limit, "subject")


@router.put("/workers/{subject}", responses=documented(BadPayload, NotAllowed))
@access(staff=("township-officer",))
async def put_worker(subject: Subject, entered: WorkerEntered, caller: CallerDep, session: Session) -> WorkerSeen:
    """Say who makes visits where, and how many a day."""
    return WorkerSeen.model_validate(await enter_worker(session, caller, subject, entered))


@router.get("/workers/{subject}", responses=documented(UnknownWorker))
@access(staff=CARE_TEAM)
async def get_worker(subject: Subject, caller: CallerDep, session: Session) -> WorkerSeen:
    """One worker."""
    return WorkerSeen.model_validate(await load_worker(session, caller, subject))


@router.get("/workers/{subject}/leaves", responses=documented(UnknownWorker, BadPayload))
@access(staff=CARE_TEAM)
async def list_leaves(
    subject: Subject, caller: CallerDep, session: Session, cursor: Cursor = None, limit: Limit = 100
) -> Page[LeaveSeen]:
    """On which days a worker is away from today on."""
    rows = await leaves_of(session, caller, subject, cursor, limit)
    return page_of([LeaveSeen.model_validate(row) for row in rows], limit, "from_on", "id")


@router.post("/workers/{subject}/leaves", status_code=201, responses=documented(UnknownWorker, BadPayload))
@access(staff=CARE_TEAM)
async def post_leave(subject: Subject, taken: LeaveTaken, caller: CallerDep, session: Session) -> LeaveSeen:
    """Record days away; the visits of those days pass to others."""
    return await take_leave(session, caller, subject, taken)


@router.delete("/workers/{subject}/leaves/{leave_id}", status_code=204, responses=documented(UnknownWorker))
@access(staff=CARE_TEAM)
async def delete_leave(subject: Subject, leave_id: UUID, caller: CallerDep, session: Session) -> Response:
    """They are there after all."""
    await cancel_leave(session, caller, subject, leave_id)
    return Response(status_code=204)
