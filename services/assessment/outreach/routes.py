"""Outreach over HTTP: what was done, its evidence, and the boxes in which inspectors ask for it."""

import asyncio
import tempfile
from collections.abc import Iterator
from datetime import date
from typing import IO, Annotated
from uuid import UUID

from fastapi import File, Query, UploadFile
from fastapi.responses import Response, StreamingResponse
from sqlalchemy import select
from sqlmodel import col

from chassis import audit, clock
from chassis.access import VILLAGE_UP, access
from chassis.concurrency import IfMatch, RevisionMissing, RevisionStale, set_etag
from chassis.http import CallerDep, Router, SealerDep, Session
from chassis.pagination import Cursor, Limit, Page, decode_cursor, page_of
from chassis.problems import BadPayload, NotAllowed, TooLarge, documented
from services.assessment.figures.queries import names_of
from services.assessment.figures.routes import READERS, Place, asked_prefix
from services.assessment.outreach.add_file import add_file
from services.assessment.outreach.boxes import box_of, boxes
from services.assessment.outreach.errors import (
    ActivityClosed,
    BoxTooLarge,
    EvidenceRefused,
    UnknownActivity,
    UnknownBox,
    UnknownEvidence,
)
from services.assessment.outreach.pack_box import pack_box
from services.assessment.outreach.queries import (
    Asked,
    activities,
    files_of,
    find_activity,
    find_file,
    in_box,
    totals,
)
from services.assessment.outreach.record_activity import record_activity, withdraw_activity
from services.assessment.outreach.schemas import (
    ActivityEntry,
    ActivityOut,
    ActivityWhole,
    BoxOut,
    EvidenceOut,
    Withdrawal,
)
from services.assessment.outreach.seal_files import open_file
from services.assessment.outreach.tables import Activity, EvidenceFile

router = Router(prefix="/outreach", tags=["outreach 宣传服务活动"])

_CHUNK = 1 << 18
First = Annotated[date | None, Query(alias="from", description="The first day; the first of this year if left out.")]
Last = Annotated[date | None, Query(alias="to", description="The last day; today if left out.")]


def _asked(caller: CallerDep, division: str | None, first: date | None, last: date | None) -> Asked:
    today = clock.today()
    return Asked(asked_prefix(caller, division), first or today.replace(month=1, day=1), last or today)


@router.get("/boxes", responses=documented(BadPayload))
@access(staff=READERS)
async def get_boxes(
    session: Session, caller: CallerDep, division: Place = None, first: First = None, last: Last = None
) -> Page[BoxOut]:
    """The boxes that inspectors ask for, and how much lies in each. All of them fit on one page."""
    found = await totals(session, _asked(caller, division, first, last))
    nothing = dict.fromkeys(("activities", "addressed", "reached", "files", "size"), 0)
    shown = [
        BoxOut(id=box.id, title_zh=box.title.zh, title_en=box.title.en, **(nothing | found.get(box.id, {})))
        for box in boxes().boxes
    ]
    return Page(items=shown)


@router.get(
    "/boxes/{box}.zip",
    response_class=Response,
    responses={200: {"content": {"application/zip": {}}}, **documented(BadPayload, UnknownBox, BoxTooLarge)},
)
@access(staff=READERS)
async def get_box(
    box: str,
    session: Session,
    caller: CallerDep,
    sealer: SealerDep,
    division: Place = None,
    first: First = None,
    last: Last = None,
) -> StreamingResponse:
    """One box to hand over: a table of its activities, and every file with its SHA-256."""
    if box_of(box) is None:
        raise UnknownBox()
    asked = _asked(caller, division, first, last)
    size = (await totals(session, asked)).get(box, {}).get("size", 0)
    if size > boxes().most_bytes_of_a_box:
        raise BoxTooLarge(size=size, most_bytes=boxes().most_bytes_of_a_box)
    held = await in_box(session, asked, box)
    wanted = select(EvidenceFile).where(col(EvidenceFile.activity_id).in_([each.id for each in held]))
    files = (await session.execute(wanted.order_by(col(EvidenceFile.id)))).scalars().all()
    pairs = [(each, [file for file in files if file.activity_id == each.id]) for each in held]
    names = await names_of(session, sorted({each.division for each in held}))
    await audit.record(session, caller, "download-box", None, box=box, prefix=asked.prefix, files=len(files))
    packed = tempfile.SpooledTemporaryFile(max_size=_CHUNK)  # noqa: SIM115 - closed when it has been sent
    await asyncio.to_thread(pack_box, packed, sealer, pairs, names)
    named = {"Content-Disposition": f'attachment; filename="{box}.zip"', "Cache-Control": "no-store"}
    return StreamingResponse(_pieces(packed), media_type="application/zip", headers=named)


def _pieces(packed: IO[bytes]) -> Iterator[bytes]:
    with packed:
        packed.seek(0)
        while piece := packed.read(_CHUNK):
            yield piece


@router.post("/activities", status_code=201, responses=documented(BadPayload, NotAllowed))
@access(staff=VILLAGE_UP)
async def post_activity(session: Session, response: Response, caller: CallerDep, body: ActivityEntry) -> ActivityOut:
    """Record a letter, meeting, message or training: where, and how many it reached. Nobody is listed."""
    return _shown(response, await record_activity(session, caller, body))


def _shown(response: Response, activity: Activity) -> ActivityOut:
    set_etag(response, activity.revision)
    return ActivityOut.model_validate(activity)


@router.get("/activities", responses=documented(BadPayload))
@access(staff=READERS)
async def list_activities(
    session: Session,
    caller: CallerDep,
    division: Place = None,
    box: Annotated[str | None, Query(max_length=60)] = None,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> Page[ActivityOut]:
    """Activities of your area, in the order of recording; those withdrawn with their reason."""
    start = decode_cursor(cursor, UUID)[0] if cursor else UUID(int=0)
    found = await activities(session, asked_prefix(caller, division), box, start, limit + 1)
    return page_of([ActivityOut.model_validate(each) for each in found], limit, "id")


@router.get("/activities/{activity_id}", responses=documented(UnknownActivity))
@access(staff=READERS)
async def get_activity(activity_id: UUID, session: Session, response: Response, caller: CallerDep) -> ActivityWhole:
    """One activity with its files."""
    found = await find_activity(session, caller, activity_id)
    files = [_file(each, others) for each, others in await files_of(session, activity_id)]
    return ActivityWhole(**_shown(response, found).model_dump(), files=files)


def _file(file: EvidenceFile, others: list[UUID]) -> EvidenceOut:
    told = {name: getattr(file, name) for name in ("id", "name", "media_type", "size")}
    return EvidenceOut(**told, digest=file.digest.hex(), also_of=others)


@router.post(
    "/activities/{activity_id}/withdrawal",
    responses=documented(BadPayload, UnknownActivity, ActivityClosed, RevisionMissing, RevisionStale),
)
@access(staff=VILLAGE_UP)
async def post_activity_withdrawal(
    activity_id: UUID,
    session: Session,
    response: Response,
    caller: CallerDep,
    body: Withdrawal,
    if_match: IfMatch = None,
) -> ActivityOut:
    """Take out what was recorded wrongly; it stays to be seen, and counts no more."""
    found = await find_activity(session, caller, activity_id, lock=True)
    return _shown(response, await withdraw_activity(session, caller, found, if_match, body.reason))


@router.post(
    "/activities/{activity_id}/files",
    status_code=201,
    responses=documented(BadPayload, UnknownActivity, ActivityClosed, EvidenceRefused, TooLarge),
)
@access(staff=VILLAGE_UP)
async def post_evidence(
    activity_id: UUID, session: Session, caller: CallerDep, sealer: SealerDep, file: Annotated[UploadFile, File()]
) -> EvidenceOut:
    """Add a photograph (without where it was taken) or a document; lists of people are not taken."""
    if (file.size or 0) > boxes().most_bytes:
        raise TooLarge(most_bytes=boxes().most_bytes)
    activity = await find_activity(session, caller, activity_id, lock=True)
    kept = await add_file(session, sealer, caller, activity, file.filename or "", await file.read())
    others = {each.id: twins for each, twins in await files_of(session, activity_id)}
    return _file(kept, others[kept.id])


@router.get(
    "/files/{file_id}",
    response_class=Response,
    responses={200: {"content": {"application/octet-stream": {}}}, **documented(UnknownEvidence)},
)
@access(staff=READERS)
async def get_evidence(file_id: UUID, session: Session, caller: CallerDep, sealer: SealerDep) -> Response:
    """One file as it is kept; that it was opened is recorded."""
    found = await find_file(session, caller, file_id)
    await audit.record(session, caller, "open-evidence", found.activity_id, file=found.id)
    content = await asyncio.to_thread(open_file, sealer, found.id, found.file_sealed)
    headers = {
        "Content-Disposition": "attachment",
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "ETag": f'"{found.digest.hex()}"',
    }
    return Response(content, media_type=found.media_type, headers=headers)
