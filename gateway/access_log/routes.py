"""``GET /access-log``: who looked at a person's data (C9)."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from chassis.access import access
from chassis.db import driver
from chassis.http import Router, Session, tell_subjects
from chassis.pagination import Cursor, Limit, Page, decode_cursor, page_of
from gateway.access_log.queries import accesses_to
from gateway.access_log.schemas import LoggedAccess

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
