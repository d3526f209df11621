"""Visits made and owed, by division and month."""

from typing import Annotated, Literal

from fastapi import Query

from chassis.access import VILLAGE_UP, access
from chassis.clock import today
from chassis.http import CallerDep, Router, Session
from chassis.pagination import Page
from services.assessment.visits.queries import count_visits
from services.assessment.visits.schemas import VisitFigures

router = Router(tags=["figures"])
Month = Annotated[
    str | None,
    Query(pattern=r"^20\d\d-(0[1-9]|1[0-2])$", description="YYYY-MM; this month where it is left out."),
]


@router.get("/figures/visits")
@access(staff=(*VILLAGE_UP, "auditor"))
async def show_visit_figures(
    session: Session, caller: CallerDep, month: Month = None, level: Literal["county", "town", "village"] = "town"
) -> Page[VisitFigures]:
    """How many of the visits that people agreed to were made in time, per division in the caller's scope."""
    figures = await count_visits(session, caller.scope_prefix, month or f"{today():%Y-%m}", level)
    return Page(items=figures)
