"""Statistics over HTTP. Staff alone: no policy gives departments figures, and none is needed for a look-up (C6, C7)."""

import asyncio
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import Query
from fastapi.responses import Response

from chassis import clock
from chassis.access import VILLAGE_UP, access
from chassis.http import CallerDep, Router, Session
from chassis.pagination import Page
from chassis.problems import BadPayload, Fault, documented
from services.registry.divisions.errors import UnknownDivision
from services.registry.payloads import QueryCode
from services.registry.statistics.count_people import Basis
from services.registry.statistics.exports import Row, event_rows, population_rows, to_csv, to_xlsx
from services.registry.statistics.publish import publish_events, publish_population
from services.registry.statistics.pyramid import draw_pyramid
from services.registry.statistics.schemas import PlaceLevel, Population, YearOfEvents

router = Router(prefix="/statistics", tags=["statistics 统计"])

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_STAFF = (*VILLAGE_UP, "auditor")
_FILES: dict[int | str, dict[str, Any]] = {200: {"content": {"text/csv": {}, _XLSX: {}}}}
_PICTURE: dict[int | str, dict[str, Any]] = {200: {"content": {"image/svg+xml": {}}}}
Format = Annotated[Literal["json", "csv", "xlsx"], Query(description="csv and xlsx are files for download.")]
AsOf = Annotated[date | None, Query(description="At the end of this day; today where it is left out.")]


@router.get("/population", response_model=Page[Population], responses=_FILES | documented(BadPayload))
@access(staff=_STAFF)
async def show_population(
    session: Session,
    caller: CallerDep,
    as_of: AsOf = None,
    basis: Basis = "residence",
    division: QueryCode = None,
    level: PlaceLevel = "village",
    format: Format = "json",
) -> Any:
    """People by age group and sex, for each place of a level inside a division. Small numbers are withheld."""
    places = await publish_population(session, caller, _day(as_of), basis, division, level)
    if format == "json":
        return Page[Population](items=places)
    return await _file(population_rows, places, format, "population")


@router.get("/events", response_model=Page[YearOfEvents], responses=_FILES | documented(BadPayload))
@access(staff=_STAFF)
async def show_events(
    session: Session,
    caller: CallerDep,
    year: Annotated[int, Query(ge=1950, le=2100)],
    division: QueryCode = None,
    level: PlaceLevel = "town",
    format: Format = "json",
) -> Any:
    """Births, deaths and moves across the county's border in a year, by month. Small numbers are withheld."""
    years = await publish_events(session, caller, year, division, level)
    if format == "json":
        return Page[YearOfEvents](items=years)
    return await _file(event_rows, years, format, "events")


@router.get(
    "/pyramid.svg",
    response_class=Response,
    responses=_PICTURE | documented(BadPayload, UnknownDivision),
)
@access(staff=_STAFF)
async def show_pyramid(
    session: Session,
    caller: CallerDep,
    division: Annotated[str, Query(pattern="^[0-9]{12}$")],
    as_of: AsOf = None,
    basis: Basis = "residence",
) -> Response:
    """The population pyramid of one division of your area."""
    day = _day(as_of)
    level = "county" if division.endswith("000000") else "town" if division.endswith("000") else "village"
    found = await publish_population(session, caller, day, basis, division, level)
    if not found:
        raise UnknownDivision()
    title = f"{found[0].name or division} 人口金字塔（{day:%Y年%m月%d日}）"
    return Response(draw_pyramid(found[0], title), media_type="image/svg+xml")


def _day(as_of: date | None) -> date:
    today = clock.today()
    if as_of is not None and as_of > today:
        raise BadPayload(faults=[Fault("query/as_of", "in_future", "日期在未来 (the day lies in the future)")])
    return as_of or today


async def _file(rows_of: Callable[[Any], list[Row]], figures: Any, format: str, name: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}.{format}"'}
    if format == "csv":
        return Response(to_csv(rows_of(figures)), media_type="text/csv; charset=utf-8", headers=headers)
    content = await asyncio.to_thread(lambda: to_xlsx(rows_of(figures), "统计"))
    return Response(content, media_type=_XLSX, headers=headers)
