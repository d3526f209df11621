"""HTTP for retention periods: everybody may know how long what is kept. Nothing here is about a person."""

from pydantic import BaseModel

from chassis.access import ALL_STAFF, access
from chassis.http import Router
from chassis.pagination import Page
from services.followup.retention.periods import Record, retentions

router = Router(tags=["retention"])


class Title(BaseModel, from_attributes=True):
    """In both languages."""

    zh: str
    en: str


class RetentionSeen(BaseModel, from_attributes=True):
    """How long one kind of record is kept, and from when it counts."""

    record: Record
    title: Title
    counts_from: str
    days: int
    source: str | dict[str, str]


@router.get("/retention")
@access(staff=ALL_STAFF)
async def get_retention() -> Page[RetentionSeen]:
    """All periods. They fit on one page."""
    return Page(items=[RetentionSeen.model_validate(each) for each in retentions().values()])
