"""Figures over HTTP: for staff of the county and auditors; never a list of persons."""

import asyncio
from datetime import date, timedelta
from typing import Annotated, Any, Literal

from fastapi import Query
from fastapi.responses import Response
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.access import TOWNSHIP_UP, access
from chassis.auth import Caller
from chassis.http import CallerDep, Router, Session
from chassis.pagination import Page
from chassis.problems import BadPayload, Fault, documented
from services.migrants.exchange.installation import installation_of
from services.migrants.figures.count_exchange import count_exchange
from services.migrants.figures.count_flows import LEVELS, count_flows
from services.migrants.figures.draw_flows import flows_of, matrix_of
from services.migrants.figures.places import on_the_map, own_places
from services.migrants.figures.policy import smallest_shown
from services.migrants.figures.rules import whole_months
from services.migrants.figures.schemas import ExchangeFigures, FlowCell, FlowMap, Level
from services.migrants.figures.write_workbook import write_workbook

router = Router(prefix="/figures", tags=["figures"])

From = Annotated[date | None, Query(alias="from", description="Its whole month counts. Default: a year before `to`.")]
To = Annotated[date | None, Query(alias="to", description="Its whole month counts, once it is over. Default: today.")]
_STAFF = (*TOWNSHIP_UP, "auditor")
_LONGEST = timedelta(days=1830)
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FILE: dict[int | str, dict[str, Any]] = {200: {"content": {_XLSX: {}}}}


def _span(first: date | None, last: date | None) -> tuple[date, date]:
    last = last or clock.today()
    first = first or date(max(last.year - 1, 1), last.month, 1)
    if not timedelta(0) <= last - first <= _LONGEST:
        raise BadPayload(faults=[Fault("query/from", "bad_span", "最长五年，起在止前 (five years at most, in order)")])
    return whole_months(first, last, clock.today())


@router.get("/flows", responses=documented(BadPayload))
@access(staff=_STAFF)
async def get_flows(
    caller: CallerDep, session: Session, level: Level = "county", first: From = None, last: To = None
) -> Page[FlowCell]:
    """Who moved from where to where, month by month, in numbers; small ones are not told. All on one page."""
    cells = await count_flows(session, caller.scope_prefix, *_span(first, last), LEVELS[level])
    return Page(items=[FlowCell(**cell._asdict()) for cell in cells])


@router.get("/flow-map", response_model=FlowMap, responses=_FILE | documented(BadPayload))
@access(staff=_STAFF)
async def get_flow_map(
    caller: CallerDep,
    session: Session,
    level: Level = "county",
    first: From = None,
    last: To = None,
    format: Annotated[Literal["json", "xlsx"], Query(description="xlsx is a file for download.")] = "json",
) -> Any:
    """The same for a map and as a matrix: places with where they lie, and flows between them over a span."""
    drawn = await _flow_map(session, caller, level, *_span(first, last))
    if format == "json":
        return drawn
    content = await asyncio.to_thread(write_workbook, drawn)
    headers = {"content-disposition": 'attachment; filename="flows.xlsx"'}
    return Response(content, media_type=_XLSX, headers=headers)


async def _flow_map(session: AsyncSession, caller: Caller, level: Level, first: date, last: date) -> FlowMap:
    flows = flows_of(await count_flows(session, caller.scope_prefix, first, last, LEVELS[level]))
    codes = {code for flow in flows for code in (flow.from_place, flow.to_place)}
    directory_file = installation_of(session).directory_file
    places = on_the_map(codes, own_places(directory_file.home), directory_file.now())
    return FlowMap(
        level=level,
        first=first,
        last=last,
        smallest_shown=smallest_shown(),
        places=places,
        flows=flows,
        matrix=matrix_of(flows, [place.code for place in places]),
    )


@router.get("/exchange", responses=documented(BadPayload))
@access(staff=_STAFF)
async def get_exchange_figures(
    caller: CallerDep, session: Session, first: From = None, last: To = None
) -> ExchangeFigures:
    """Of declared moves between counties: how many were exchanged and confirmed; and how long acceptances took."""
    return await count_exchange(session, caller.scope_prefix, *_span(first, last))
