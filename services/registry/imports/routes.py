"""Imports over HTTP."""

import asyncio
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Query, Request
from fastapi.responses import Response, StreamingResponse

from chassis import audit, clock
from chassis.access import VILLAGE_UP, access
from chassis.http import CallerDep, Router, Session
from chassis.identifiers import new_id
from chassis.pagination import Cursor, Limit, Page, decode_cursor, page_of
from chassis.problems import TooLarge, documented, language_of
from services.registry.imports.ask_for_undo import ask_for_undo
from services.registry.imports.errors import ImportBuiltOn, ImportNotFinished, UnknownImport, UploadInvalid
from services.registry.imports.follow_import import follow_import
from services.registry.imports.queries import find_import, list_imports
from services.registry.imports.receive_upload import receive_upload
from services.registry.imports.rejections import rejections_csv
from services.registry.imports.schemas import Accepted, ImportView
from services.registry.imports.settings import import_settings
from services.registry.imports.start_import import start_import, upload_path
from services.registry.imports.template import template_xlsx

router = Router(prefix="/imports", tags=["imports"])

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FILE = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {"file": {"type": "string", "format": "binary", "description": ".xlsx or .csv"}},
                }
            }
        },
    }
}


DryRun = Annotated[bool, Query(description="Say what the file would change, and write nothing of it.")]


@router.post("", status_code=202, responses=documented(TooLarge, UploadInvalid), openapi_extra=_FILE)
@access(staff=VILLAGE_UP)
async def upload(request: Request, session: Session, caller: CallerDep, dry_run: DryRun = False) -> Accepted:
    """Receive a people file (.xlsx, or .csv in UTF-8 or GB18030); it is worked off in the background."""
    import_id = new_id()
    headers = request.headers
    path = upload_path(request.app.state.settings.home, import_id)
    received = await receive_upload(
        request.stream(),
        headers.get("content-type", ""),
        headers.get("content-length"),
        path,
        import_settings().most_bytes,
    )
    queued = await start_import(session, caller, import_id, received, dry_run=dry_run)
    return Accepted(id=queued.id, state=queued.state)


@router.get("")
@access(staff=VILLAGE_UP)
async def imports(
    request: Request, session: Session, caller: CallerDep, limit: Limit = 50, cursor: Cursor = None
) -> Page[ImportView]:
    """Imports from the caller's area, the newest first."""
    before = decode_cursor(cursor, datetime, UUID) if cursor else None
    rows = await list_imports(session, caller, before, limit)
    language = language_of(request)
    return page_of([ImportView.of(row, language) for row in rows], limit, "uploaded_at", "id")


@router.get("/template.xlsx", response_class=Response, responses={200: {"content": {_XLSX: {}}}})
@access(staff=VILLAGE_UP)
async def template() -> Response:
    """An empty people file with hints and drop-downs."""
    content = await asyncio.to_thread(template_xlsx, clock.today())
    return Response(content, media_type=_XLSX, headers=_attachment("people-template.xlsx"))


@router.get("/{import_id}", responses=documented(UnknownImport))
@access(staff=VILLAGE_UP)
async def show(request: Request, session: Session, caller: CallerDep, import_id: UUID) -> ImportView:
    """How an import stands."""
    return ImportView.of(await find_import(session, caller, import_id), language_of(request))


@router.get(
    "/{import_id}/progress",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/event-stream": {}}}, **documented(UnknownImport)},
)
@access(staff=VILLAGE_UP)
async def follow(request: Request, session: Session, caller: CallerDep, import_id: UUID) -> StreamingResponse:
    """How an import goes on, as server-sent events. One for each change, and the last when nothing more happens."""
    await find_import(session, caller, import_id)
    told = follow_import(request.app.state.database, import_id, language_of(request))
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(told, media_type="text/event-stream", headers=headers)


@router.get(
    "/{import_id}/rejections.csv",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/csv": {}}}, **documented(UnknownImport)},
)
@access(staff=VILLAGE_UP)
async def rejections(request: Request, session: Session, caller: CallerDep, import_id: UUID) -> StreamingResponse:
    """Every fault of every rejected row, with the row's cells as they were given."""
    row = await find_import(session, caller, import_id)
    await audit.record(session, caller, "download-rejections", row.id)
    state = request.app.state
    lines = rejections_csv(state.database, state.sealer, row, language_of(request))
    return StreamingResponse(lines, media_type="text/csv; charset=utf-8", headers=_attachment("rejections.csv"))


@router.post(
    "/{import_id}/undo",
    responses={
        **documented(UnknownImport, ImportNotFinished, ImportBuiltOn),
        202: {"model": ImportView, "description": "A large import: the undo is running in the background."},
    },
)
@access(staff=VILLAGE_UP)
async def undo(
    request: Request, response: Response, session: Session, caller: CallerDep, import_id: UUID
) -> ImportView:
    """Take back all that the import wrote, unless something was built on it since."""
    row = await ask_for_undo(session, caller, import_id)
    response.status_code = 200 if row.state == "undone" else 202
    return ImportView.of(row, language_of(request))


def _attachment(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
