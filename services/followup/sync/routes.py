"""HTTP for devices that work without a network. For the care team only (C5)."""

from typing import Annotated

import orjson
from fastapi import Query, Request, Response

from chassis.access import access
from chassis.http import CallerDep, Router, Session, tell_subjects
from chassis.problems import BadPayload, documented, language_of
from services.followup.care_team import CARE_TEAM
from services.followup.sync.pull import pull
from services.followup.sync.push import push
from services.followup.sync.schemas import SyncAnswer, SyncPulled, SyncPushed
from services.followup.wiring import PoolDep, SealerDep

router = Router(tags=["sync"])

Days = Annotated[int, Query(ge=1, le=31, description="How many days ahead, today included.")]


@router.get("/sync", response_model=SyncPulled)
@access(staff=CARE_TEAM)
async def get_sync(caller: CallerDep, pool: PoolDep, days: Days = 2) -> Response:
    """What the caller needs for their next days."""
    body, persons = await pull(pool, caller, days)
    response = Response(orjson.dumps(body, default=str), media_type="application/json")
    tell_subjects(response, *persons)
    return response


@router.post("/sync", responses=documented(BadPayload))
@access(staff=CARE_TEAM)
async def post_sync(
    pushed: SyncPushed, caller: CallerDep, session: Session, sealer: SealerDep, request: Request, response: Response
) -> SyncAnswer:
    """Send what was recorded. Each entry gets a result; send what got no answer again."""
    results, persons = await push(session, sealer, caller, pushed.entries, language_of(request))
    tell_subjects(response, *persons)
    return SyncAnswer(results=results)
