"""Files from the bank over HTTP."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import File, Path, Request, UploadFile
from fastapi.responses import Response

from chassis.access import access
from chassis.db import driver
from chassis.http import CallerDep, Router, Session
from chassis.pagination import Cursor, Limit, Page, decode_cursor, page_of
from chassis.problems import BadPayload, TooLarge, documented
from services.incentives.ledger.errors import YearNotOpen
from services.incentives.money_fields import MONEY, MONEY_READERS
from services.incentives.returns.errors import LineNotQuarantined, ReturnUnreadable, TotalsDiffer, UnknownReturn
from services.incentives.returns.queries import find_return, lines_of_return, show_return
from services.incentives.returns.read_file import read_file
from services.incentives.returns.resolve_line import resolve_line
from services.incentives.returns.schemas import Resolution, ReturnLineView, ReturnView
from services.incentives.returns.take_return import take_return

router = Router(prefix="/returns", tags=["returns 银行回单"])
_MOST_BYTES = 150 << 20
_FILES = "SELECT * FROM return_files WHERE ($1::uuid IS NULL OR id > $1) ORDER BY id LIMIT $2"
_TAKEN = documented(BadPayload, ReturnUnreadable, TotalsDiffer, TooLarge, YearNotOpen)


@router.post("", status_code=201, responses=_TAKEN)
@access(staff=MONEY)
async def post_return(
    request: Request, response: Response, session: Session, caller: CallerDep, file: Annotated[UploadFile, File()]
) -> ReturnView:
    """Take a file from the bank (银行回单): .xlsx, CSV or pain.002. The same file again changes nothing (200)."""
    if (file.size or 0) > _MOST_BYTES:
        raise TooLarge(most_bytes=_MOST_BYTES)
    content = await file.read()
    told = await asyncio.to_thread(read_file, content)
    name = "".join(c for c in (file.filename or "") if c.isprintable())[-120:]
    row, known = await take_return(session, caller, request.app.state.sealer, content, name, told)
    response.status_code = 200 if known else 201
    return await show_return(await driver(session), row, known)


@router.get("", responses=documented(BadPayload))
@access(staff=MONEY_READERS)
async def list_returns(session: Session, limit: Limit = 50, cursor: Cursor = None) -> Page[ReturnView]:
    """Files in the order in which they came."""
    connection = await driver(session)
    after = decode_cursor(cursor, UUID)[0] if cursor else None
    rows = await connection.fetch(_FILES, after, limit + 1)
    return page_of([await show_return(connection, row) for row in rows], limit, "id")


@router.get("/{file_id}", responses=documented(BadPayload, UnknownReturn))
@access(staff=MONEY_READERS)
async def get_return(file_id: UUID, session: Session) -> ReturnView:
    """One file, and what became of its lines."""
    connection = await driver(session)
    return await show_return(connection, await find_return(connection, file_id))


@router.get("/{file_id}/lines", responses=documented(BadPayload, UnknownReturn))
@access(staff=MONEY_READERS)
async def list_return_lines(
    file_id: UUID, session: Session, quarantined: bool = False, limit: Limit = 50, cursor: Cursor = None
) -> Page[ReturnLineView]:
    """Its lines with their verdicts; or only those that wait for somebody to look into them."""
    connection = await driver(session)
    await find_return(connection, file_id)
    after = decode_cursor(cursor, int)[0] if cursor else 0
    return page_of(await lines_of_return(connection, file_id, after, quarantined, limit), limit, "line")


@router.post(
    "/{file_id}/lines/{line}/resolution",
    status_code=204,
    responses=documented(BadPayload, UnknownReturn, LineNotQuarantined),
)
@access(staff=MONEY)
async def post_resolution(
    file_id: UUID,
    line: Annotated[int, Path(ge=1, le=10**9)],
    body: Resolution,
    session: Session,
    caller: CallerDep,
) -> None:
    """Say what a line that was set aside turned out to be (待查处理)."""
    await resolve_line(session, caller, file_id, line, body.resolution)
