"""Indicators, figures and the cases behind them."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import Query

from chassis.access import VILLAGE_UP, access
from chassis.clock import today
from chassis.http import CallerDep, Router, Session
from chassis.identifiers import division_prefix
from chassis.pagination import Cursor, Limit, Page, decode_cursor, page_of
from chassis.problems import BadPayload, Fault, documented
from services.assessment.figures.errors import NoCases, UnknownIndicator
from services.assessment.figures.list_cases import list_cases
from services.assessment.figures.rules import Period
from services.assessment.figures.rules import period as read_period
from services.assessment.figures.schemas import CaseOut, FigureOut, IndicatorOut, MeasureOut
from services.assessment.figures.show_figures import show_figures
from services.assessment.indicators.catalogue import catalogue
from services.assessment.indicators.model import Indicator
from services.assessment.settlements.errors import UnknownSettlement
from services.assessment.settlements.queries import find_settlement

router = Router(tags=["figures"])

READERS = (*VILLAGE_UP, "auditor")
Level = Literal["county", "town", "village"]
PeriodName = Annotated[
    str | None,
    Query(
        alias="period",
        pattern=r"^20\d\d-(0[1-9]|1[0-2]|Q[1-4])$",
        description="A month (2026-11) or a quarter (2026-Q4); this month where it is left out.",
    ),
]
Place = Annotated[
    str | None, Query(pattern=r"^\d{12}$", description="A division code; the caller's own where it is left out.")
]


def asked_period(name: str | None) -> Period:
    """The period asked for; this month if none is."""
    return read_period(name or f"{today():%Y-%m}")


def asked_prefix(caller: CallerDep, division: str | None) -> str:
    """The digits that every place asked for begins with. Raises BadPayload outside the caller's area."""
    prefix = division_prefix(division) if division else caller.scope_prefix
    if not prefix.startswith(caller.scope_prefix):
        raise BadPayload(faults=[Fault("query/division", "outside_area", "not in your area")])
    return prefix


def _find(indicator_id: str, period: Period) -> Indicator:
    found = catalogue().find(indicator_id, period.first)
    if found is None:
        raise UnknownIndicator()
    return found


@router.get("/indicators")
@access(staff=READERS)
async def list_indicators(period: PeriodName = None) -> Page[IndicatorOut]:
    """The indicators in force, each with what is counted and by which formula. All of them fit on one page."""
    return Page(items=[_shown(each) for each in catalogue().in_force(asked_period(period).first)])


def _shown(each: Indicator) -> IndicatorOut:
    measures = {
        name: MeasureOut(of=m.of, month=m.month, where=m.where, add=m.add, stock=m.stock)
        for name, m in each.measures.items()
    }
    return IndicatorOut(
        id=each.id,
        version=each.version,
        title_zh=each.title.zh,
        title_en=each.title.en,
        meaning_zh=each.meaning.zh,
        meaning_en=each.meaning.en,
        effective_from=each.effective_from,
        effective_to=each.effective_to,
        better=each.better,
        unit=each.unit,
        formula=each.value,
        measures=measures,
        source=each.source,
    )


@router.get("/figures", responses=documented(BadPayload))
@access(staff=READERS)
async def list_figures(
    session: Session,
    caller: CallerDep,
    period: PeriodName = None,
    level: Level = "town",
    division: Place = None,
    indicator: Annotated[str | None, Query(max_length=60)] = None,
) -> Page[FigureOut]:
    """What each office's service came to, by place and indicator: numbers of services, never of people's choices."""
    prefix = asked_prefix(caller, division)
    return Page(items=await show_figures(session, prefix, asked_period(period), level, indicator))


@router.get(
    "/figures/{indicator_id}/cases", responses=documented(BadPayload, UnknownIndicator, UnknownSettlement, NoCases)
)
@access(staff=READERS)
async def list_figure_cases(
    indicator_id: str,
    session: Session,
    caller: CallerDep,
    period: PeriodName = None,
    division: Place = None,
    settlement: UUID | None = None,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> Page[CaseOut]:
    """The cases behind a figure, by reference: each opens in its own service for those who may see it there.

    With ``settlement`` as they stood when it was made.
    """
    asked = asked_period(period)
    start = decode_cursor(cursor, UUID)[0] if cursor else UUID(int=0)
    found, prefix = _find(indicator_id, asked), asked_prefix(caller, division)
    if found.of is None:
        raise NoCases()
    at = (await find_settlement(session, settlement)).settled_at if settlement else None
    return page_of(await list_cases(session, found, prefix, asked, start, limit + 1, at), limit, "id")
