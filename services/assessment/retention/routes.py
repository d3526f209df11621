"""Periods over HTTP: anybody who works here may see how long what is kept."""

from datetime import date

from pydantic import BaseModel

from chassis import clock
from chassis.access import access
from chassis.deadlines import in_force, load_deadlines
from chassis.http import Router
from chassis.pagination import Page
from services.assessment.figures.routes import READERS
from services.assessment.retention.apply_retention import PERIODS

router = Router(tags=["retention 保存期限"])


class PeriodOut(BaseModel):
    """How many days a kind of record is kept, since when that holds, and where it is written."""

    record: str
    days: int
    in_force_since: date
    source: str


@router.get("/retention")
@access(staff=READERS)
async def get_periods_of_retention() -> Page[PeriodOut]:
    """How long what leads to somebody is kept. All of it fits on one page."""
    shown = []
    for record, provisions in load_deadlines(PERIODS).items():
        found = in_force(provisions, clock.today())
        shown.append(PeriodOut(record=record, days=found.days or 0, in_force_since=found.since, source=found.source))
    return Page(items=shown)
