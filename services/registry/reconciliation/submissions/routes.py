"""Extracts and their kinds over HTTP."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import Query, Request
from fastapi.responses import Response

from chassis.access import COUNTY, access
from chassis.http import CallerDep, Router, Session
from chassis.identifiers import new_id
from chassis.pagination import Cursor, Page, decode_cursor, encode_cursor, page_of
from chassis.problems import BadPayload, TooLarge, documented, language_of
from services.registry.imports.errors import UploadInvalid
from services.registry.imports.receive_upload import receive_upload
from services.registry.reconciliation.record_kinds.json_schema import json_schema
from services.registry.reconciliation.record_kinds.kinds import Kind, kinds
from services.registry.reconciliation.record_kinds.template import template_xlsx
from services.registry.reconciliation.sessions.errors import UnknownSession
from services.registry.reconciliation.sessions.queries import find_session
from services.registry.reconciliation.sessions.routes import STAFF
from services.registry.reconciliation.submissions.errors import (
    KindNotYours,
    SessionNotCollecting,
    UnknownKind,
    UnknownSubmission,
)
from services.registry.reconciliation.submissions.queries import (
    find_submission,
    rejected_rows,
    submissions_of,
    verdicts_of,
)
from services.registry.reconciliation.submissions.receive_submission import (
    expect_collecting,
    extract_path,
    keep_records,
    kind_of,
    limits,
    receive_submission,
)
from services.registry.reconciliation.submissions.schemas import KindOut, Pushed, SubmissionOut, VerdictOut

router = Router(prefix="/reconciliation", tags=["reconciliation 信息对账会议"])

SEEN, VERDICTS_SEEN, KINDS_SEEN = "submission", "submission-verdict", "record-kind"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_REFUSED = (UnknownSession, SessionNotCollecting, UnknownKind, KindNotYours, BadPayload)
_FORM = {"type": "object", "required": ["file"], "properties": {"file": {"type": "string", "format": "binary"}}}
_FILE = {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": _FORM}}}}

AskedSession = Annotated[UUID, Query(alias="session", description="The meeting.")]
AskedKind = Annotated[str, Query(alias="kind", max_length=40, description="The record kind.")]
Declared = Annotated[int | None, Query(ge=0, le=10_000_000, description="How many rows you sent, as a control total.")]


def _show_kind(kind: Kind) -> KindOut:
    told = {"code": kind.code, "department": kind.department, "zh": kind.zh, "en": kind.en}
    return KindOut.model_validate(told | {"record_schema": json_schema(kind)})


@router.get("/kinds")
@access(staff=STAFF, departments_see=KINDS_SEEN)
async def list_kinds(
    caller: CallerDep, department: Annotated[str | None, Query(max_length=40, description="Whose kinds.")] = None
) -> Page[KindOut]:
    """What departments hand in, each kind with its JSON Schema. A department sees its own."""
    wanted = caller.department or department
    return Page[KindOut](items=[_show_kind(k) for k in kinds().values() if wanted in (None, k.department)], next=None)


@router.get("/kinds/{kind}/template.xlsx", response_class=Response, responses={200: {"content": {_XLSX: {}}}})
@access(staff=STAFF)
async def get_kind_template(caller: CallerDep, kind: str) -> Response:
    """The empty workbook of a record kind, with hints and drop-downs."""
    found = kind_of(caller, kind)
    content = await asyncio.to_thread(template_xlsx, found.code)
    named = {"Content-Disposition": f'attachment; filename="{found.code}.xlsx"', "Cache-Control": "no-store"}
    return Response(content, media_type=_XLSX, headers=named)


@router.post(
    "/submissions", status_code=202, responses=documented(*_REFUSED, TooLarge, UploadInvalid), openapi_extra=_FILE
)
@access(staff=COUNTY, departments_see=SEEN)
async def post_submission(
    request: Request,
    session: Session,
    caller: CallerDep,
    session_id: AskedSession,
    kind: AskedKind,
    rows: Declared = None,
) -> SubmissionOut:
    """Hand in an extract (.xlsx, .csv or NDJSON). It is read in the background and replaces the one before."""
    found, submission_id, headers = kind_of(caller, kind), new_id(), request.headers
    await expect_collecting(session, session_id)
    path = extract_path(request.app.state.settings.home, submission_id)
    received = await receive_upload(
        request.stream(),
        headers.get("content-type", ""),
        headers.get("content-length"),
        path,
        limits().most_bytes,
    )
    handed = await receive_submission(session, caller, (submission_id, session_id), found, received, rows)
    if handed.received_before:
        path.unlink(missing_ok=True)
    return SubmissionOut.of(handed.submission, language_of(request), handed.received_before)


@router.post("/submissions/records", status_code=202, responses=documented(*_REFUSED))
@access(staff=COUNTY, departments_see=SEEN)
async def post_records(
    request: Request, session: Session, caller: CallerDep, session_id: AskedSession, kind: AskedKind, body: Pushed
) -> SubmissionOut:
    """Push an extract of up to 5,000 records as JSON; larger ones are handed in as a file."""
    found, submission_id = kind_of(caller, kind), new_id()
    await expect_collecting(session, session_id)
    path = extract_path(request.app.state.settings.home, submission_id)
    received = await asyncio.to_thread(keep_records, path, body.items)
    ids = (submission_id, session_id)
    handed = await receive_submission(session, caller, ids, found, received, len(body.items))
    if handed.received_before:
        path.unlink(missing_ok=True)
    return SubmissionOut.of(handed.submission, language_of(request), handed.received_before)


@router.get("/submissions", responses=documented(UnknownSession, BadPayload))
@access(staff=STAFF, departments_see=SEEN)
async def list_submissions(
    request: Request,
    session: Session,
    caller: CallerDep,
    session_id: AskedSession,
    cursor: Cursor = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Page[SubmissionOut]:
    """What was handed in for a meeting. A department sees its own."""
    await find_session(session, session_id)
    after = decode_cursor(cursor, UUID)[0] if cursor else None
    rows = await submissions_of(session, caller, session_id, after, limit)
    return page_of([SubmissionOut.of(row, language_of(request)) for row in rows], limit, "id")


@router.get("/submissions/{submission_id}", responses=documented(UnknownSubmission))
@access(staff=STAFF, departments_see=SEEN)
async def get_submission(request: Request, session: Session, caller: CallerDep, submission_id: UUID) -> SubmissionOut:
    """How an extract was taken."""
    return SubmissionOut.of(await find_submission(session, caller, submission_id), language_of(request))


@router.get("/submissions/{submission_id}/verdicts", responses=documented(UnknownSubmission, BadPayload))
@access(staff=STAFF, departments_see=VERDICTS_SEEN)
async def list_verdicts(
    request: Request,
    session: Session,
    caller: CallerDep,
    submission_id: UUID,
    cursor: Cursor = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 200,
) -> Page[VerdictOut]:
    """Every row that was not taken, and what to mend. Rows are told by number; no cell is repeated."""
    submission = await find_submission(session, caller, submission_id)
    after = decode_cursor(cursor, int)[0] if cursor else 0
    rows = await rejected_rows(session, submission.id, after, limit)
    shown = [verdict for row in rows[:limit] for verdict in verdicts_of(submission, row, language_of(request))]
    following = encode_cursor(rows[limit - 1].row_number) if len(rows) > limit else None
    return Page[VerdictOut](items=shown, next=following)
