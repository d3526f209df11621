"""``GET /access-log``: who looked at a person's data (C9)."""

from typing import Annotated
from uuid import UUID

import msgspec
from fastapi import Query, Request, Response

from chassis import clock
from chassis.access import access
from chassis.db import driver
from chassis.http import Router, Session, tell_subjects
from chassis.pagination import Cursor, Limit, Page, decode_cursor, page_of
from chassis.problems import NotFound, documented
from gateway.access_log.queries import accesses_to, receipt_of
from gateway.access_log.schemas import CheckpointOut, LoggedAccess, ReceiptOut, VerificationOut
from gateway.access_log.verify_now import verify_now
from gateway.parts import parts_of
from gateway.receipts.hashes import b64

router = Router(tags=["access-log"])


@router.get("/access-log", summary="谁查看过此人的信息 / Who looked at a person's data")
@access(staff=("county-admin", "auditor"))
async def list_accesses(
    response: Response,
    session: Session,
    subject: Annotated[UUID, Query(description="人员标识 / the person's id")],
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[LoggedAccess]:
    """The newest first. Reading the log is an access itself, and is logged like any other."""
    before = decode_cursor(cursor, UUID)[0] if cursor else None
    found = await accesses_to(await driver(session), subject, before, limit + 1)
    tell_subjects(response, subject)
    return page_of(found, limit, "id")


@router.get("/access-log/checkpoint")
@access(staff=("county-admin", "auditor"))
async def get_checkpoint(request: Request) -> CheckpointOut:
    """The signed head of the access log. Kept by somebody else, it proves that nothing before it was cut or altered."""
    return CheckpointOut(checkpoint=parts_of(request).log.checkpoint())


@router.post("/access-log/verifications")
@access(staff=("county-admin", "auditor"))
async def verify_access_log(request: Request) -> VerificationOut:
    """Look at every link of the log, every receipt and every checkpoint kept outside the database, now."""
    told = await verify_now(parts_of(request).settings)
    return VerificationOut(verified_at=clock.now(), **msgspec.to_builtins(told))


@router.get("/access-log/{entry_id}/receipt", responses=documented(NotFound))
@access(staff=("county-admin", "auditor"))
async def get_receipt(response: Response, session: Session, entry_id: UUID) -> ReceiptOut:
    """The receipt of a disclosure, with its secret. For the person concerned, who may have it verified anywhere."""
    found = await receipt_of(await driver(session), entry_id)
    if found is None:
        raise NotFound()
    row, subjects = found
    tell_subjects(response, *subjects)
    return ReceiptOut(receipt=row["receipt"], secret=b64(row["secret"]))
