"""Counts of places, and the figures made of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from services.assessment.figures.evaluate import Formulas
from services.assessment.figures.rules import DIGITS, Period, covers

_COUNTS = text("""
    SELECT division, measure, sum(value)::bigint AS value FROM cells
    WHERE measure = ANY (:measures) AND starts_with(division, :prefix)
      AND month <= :last AND (month >= :first OR measure = ANY (:stock))
    GROUP BY division, measure
""")
_NAMES = text("SELECT code, name FROM divisions WHERE code = ANY (CAST(:codes AS text[]))")
_PLACES = text("""
    SELECT code FROM divisions WHERE level = :level AND starts_with(code, :prefix)
      AND (valid_from IS NULL OR valid_from < :until) AND (valid_to IS NULL OR valid_to > :first)
""")

Counts = Mapping[str, Mapping[str, int]]
"""Division → measure key → count."""


async def counts_of(session: AsyncSession, formulas: Formulas, prefix: str, period: Period) -> Counts:
    """The counts of each division by itself, under its own code."""
    stock = [key for key, is_stock in formulas.measures.items() if is_stock]
    values = {"measures": list(formulas.measures), "stock": stock, "prefix": prefix}
    rows = await session.execute(_COUNTS, values | {"first": period.first, "last": period.last})
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for division, measure, value in rows:
        counts[division][measure] = value
    return counts


def at_level(counts: Counts, level: str) -> Counts:
    """The counts added up to places of a level; each place with all that lies inside it."""
    digits = DIGITS[level]
    places: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for division, own in counts.items():
        if covers(division, level):
            place = places[division[:digits].ljust(12, "0")]
            for measure, value in own.items():
                place[measure] += value
    return places


async def names_of(session: AsyncSession, codes: Sequence[str]) -> dict[str, str]:
    """Name by code, where it is known."""
    rows = await session.execute(_NAMES, {"codes": list(codes)})
    return {row.code: row.name for row in rows}


async def places_of(session: AsyncSession, level: str, prefix: str, first: date, until: date) -> list[str]:
    """The codes of a level in use at some time between two days."""
    values = {"level": level, "prefix": prefix, "first": first, "until": until}
    return sorted((await session.execute(_PLACES, values)).scalars())
