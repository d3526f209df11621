"""The figures of a period, place by place."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from services.assessment.figures.evaluate import Figure, formulas_on
from services.assessment.figures.queries import at_level, counts_of, names_of
from services.assessment.figures.rules import Period, wilson
from services.assessment.figures.schemas import FigureOut

Z95 = 1.959964
"""Standard deviations to each side of a 95 % interval: a convention of statistics, not a policy."""


async def show_figures(
    session: AsyncSession, prefix: str, period: Period, level: str, wanted: str | None = None
) -> list[FigureOut]:
    """By place, then indicator; only ``wanted`` if it is given, though its formula may need others."""
    formulas = formulas_on(period.first)
    places = at_level(await counts_of(session, formulas, prefix, period), level)
    names = await names_of(session, list(places))
    shown: list[FigureOut] = []
    for place in sorted(places):
        figures = formulas.evaluate(places[place])
        shown += [out(place, names.get(place), period, each) for each in _chosen(figures, wanted)]
    return shown


def _chosen(figures: Sequence[Figure], wanted: str | None) -> list[Figure]:
    chosen = [each for each in figures if wanted in (None, each.indicator.id)]
    return sorted(chosen, key=lambda each: each.indicator.id)


def out(place: str, name: str | None, period: Period, figure: Figure) -> FigureOut:
    """A figure as callers see it."""
    indicator = figure.indicator
    part, whole = (figure.counts[each] for each in indicator.of) if indicator.of else (None, None)
    interval = wilson(part, whole, Z95) if part is not None and whole is not None else None
    return FigureOut(
        division=place,
        division_name=name,
        indicator=indicator.id,
        version=indicator.version,
        period=period.name,
        value=None if figure.value is None else round(figure.value, 6),
        unit=indicator.unit,
        part=part,
        whole=whole,
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        counts=figure.counts,
    )
