"""HTTP for retention periods: everybody may know how long what is kept. Nothing here is about a person."""

from datetime import date

from pydantic import BaseModel

from chassis.access import ALL_STAFF, access
from chassis.http import Router
from chassis.pagination import Page
from services.followup.retention.periods import Record, Retention, retentions

router = Router(tags=["retention"])


class Title(BaseModel, from_attributes=True):
    """In both languages."""

    zh: str
    en: str


class RetentionSeen(BaseModel, from_attributes=True):
    """How long one kind of record is kept, from when it counts, since when that holds, and where it is written."""

    record: Record
    title: Title
    counts_from: str
    days: int
    in_force_since: date
    source: str


@router.get("/retention")
@access(staff=ALL_STAFF)
async def get_retention() -> Page[RetentionSeen]:
    """All periods. They fit on one page."""
    return Page(items=[_seen(each) for each in retentions().values()])


def _seen(retention: Retention) -> RetentionSeen:
    title, now = Title.model_validate(retention.title), retention.now
    return RetentionSeen(
        record=retention.record,
        title=title,
        counts_from=retention.counts_from,
        days=retention.days,
        in_force_since=now.since,
        source=now.source,
    )
