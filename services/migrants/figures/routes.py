"""Figures over HTTP: for staff of the county and auditors; never a list of persons."""

from datetime import date, timedelta
from typing import Annotated, Literal

from fastapi import Query

from chassis import clock
from chassis.access import TOWNSHIP_UP, access
from chassis.http import CallerDep, Router, Session
from chassis.pagination import Page
from chassis.problems import BadPayload, Fault, documented
from services.migrants.figures.count_flows import LEVELS, count_exchange, count_flows
from services.migrants.figures.schemas import ExchangeFigures, FlowCell

router = Router(prefix="/figures", tags=["figures"])

From = Annotated[date | None, Query(alias="from", description="Default: a year before the end.")]
To = Annotated[date | None, Query(alias="to", description="Default: today.")]
_LONGEST = timedelta(days=1830)


def _span(first: date | None, last: date | None) -> tuple[date, date]:
    last = last or clock.today()
    first = first or date(max(last.year - 1, 1), last.month, 1)
    if not timedelta(0) <= last - first <= _LONGEST:
        raise BadPayload(faults=[Fault("query/from", "bad_span", "最长五年,起在止前 (five years at most, in order)")])
    return first, last


@router.get("/flows", responses=documented(BadPayload))
@access(staff=(*TOWNSHIP_UP, "auditor"))
async def get_flows(
    caller: CallerDep,
    session: Session,
    level: Literal["county", "town"] = "county",
    first: From = None,
    last: To = None,
) -> Page[FlowCell]:
    """Who moved from where to where, month by month, in numbers; small ones are not told. All on one page."""
    cells = await count_flows(session, caller.scope_prefix, *_span(first, last), LEVELS[level])
    return Page(items=cells)


@router.get("/exchange", responses=documented(BadPayload))
@access(staff=(*TOWNSHIP_UP, "auditor"))
async def get_exchange_figures(
    caller: CallerDep, session: Session, first: From = None, last: To = None
) -> ExchangeFigures:
    """Of declared moves between counties: how many were exchanged and confirmed; and how long acceptances took."""
    return await count_exchange(session, caller.scope_prefix, *_span(first, last))
