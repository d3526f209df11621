"""Files for the bank over HTTP."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Query, Request
from fastapi.responses import Response

from chassis.access import access
from chassis.http import CallerDep, Router, Session
from chassis.problems import BadPayload, documented
from services.incentives.bank_files.errors import FileDiffers, FileNotPossible
from services.incentives.bank_files.lines import Format
from services.incentives.bank_files.make_file import make_file
from services.incentives.batches.errors import BatchNotInState, UnknownBatch
from services.incentives.money_fields import MONEY

router = Router(prefix="/batches", tags=["bank files 银行文件"])
_FILE: dict[int | str, dict[str, Any]] = {200: {"description": "The file.", "content": {"application/xml": {}}}}
Kind = Annotated[Format, Query(alias="format", description="pain.001, or a sheet or text file of a local bank.")]


@router.get(
    "/{batch_id}/file",
    response_class=Response,
    responses=_FILE | documented(BadPayload, UnknownBatch, BatchNotInState, FileNotPossible, FileDiffers),
)
@access(staff=MONEY)
async def get_bank_file(
    request: Request, batch_id: UUID, session: Session, caller: CallerDep, kind: Kind = "pain.001"
) -> Response:
    """The file for the bank (银行代发文件) of a released batch: the same bytes whenever it is fetched.

    `Huijia-Lines`, `Huijia-Total-Fen` and `Huijia-Digest` (SHA-256) are its control totals.
    """
    file = await make_file(session, caller, request.app.state.sealer, batch_id, kind)
    headers = {
        "Content-Disposition": f'attachment; filename="{file.name}"',
        "Cache-Control": "no-store",
        "Huijia-Lines": str(file.lines),
        "Huijia-Total-Fen": str(file.total_fen),
        "Huijia-Digest": file.digest.hex(),
    }
    return Response(file.content, 200, headers, file.media_type)
