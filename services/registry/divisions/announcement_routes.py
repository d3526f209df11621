"""Announced changes of divisions over HTTP."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from chassis.access import ALL_STAFF, access
from chassis.http import CallerDep, Router, Session
from chassis.pagination import Cursor, Limit, Page, decode_cursor, page_of
from chassis.problems import BadPayload, documented
from services.registry.divisions.announce_change import announce_change, announcements, withdraw_announcement
from services.registry.divisions.change_schemas import ChangeEntry
from services.registry.divisions.errors import AnnouncementSettled, ImportRunning, UnknownAnnouncement
from services.registry.divisions.tables import AnnouncedChange

router = Router(prefix="/divisions/announcements", tags=["divisions 行政区划"])


class AnnouncementOut(BaseModel):
    """A change that takes effect by itself on its day, or what became of it."""

    id: UUID
    state: str
    effective_on: date
    request: dict[str, Any]
    announced_at: datetime
    announced_by: str
    settled_at: datetime | None
    settled_by: str | None
    change_id: UUID | None
    """Of one that was made: the change."""
    faults: list[dict[str, Any]]
    """Of one that failed: what stood against it on its day."""


def _show(announced: AnnouncedChange) -> AnnouncementOut:
    return AnnouncementOut.model_validate(announced.model_dump())


@router.post("", status_code=201, responses=documented(BadPayload, ImportRunning))
@access(staff=("county-admin",))
async def post_announcement(session: Session, caller: CallerDep, body: ChangeEntry) -> AnnouncementOut:
    """Announce a change that is decided and takes effect on a later day; it is tried now, and made on its day."""
    return _show(await announce_change(session, caller, body))


@router.get("", responses=documented(BadPayload))
@access(staff=ALL_STAFF)
async def list_announcements(session: Session, cursor: Cursor = None, limit: Limit = 50) -> Page[AnnouncementOut]:
    """Announced changes, and what became of those whose day has come."""
    (after,) = decode_cursor(cursor, UUID) if cursor else (UUID(int=0),)
    return page_of([_show(each) for each in await announcements(session, after, limit)], limit, "id")


@router.post("/{announcement_id}/withdrawal", responses=documented(UnknownAnnouncement, AnnouncementSettled))
@access(staff=("county-admin",))
async def post_announcement_withdrawal(session: Session, caller: CallerDep, announcement_id: UUID) -> AnnouncementOut:
    """Take an announcement back before its day."""
    return _show(await withdraw_announcement(session, caller, announcement_id))
