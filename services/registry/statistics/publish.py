"""Figures as they may be published: decided for the whole county, then cut to what the caller asked for."""

import asyncio
from datetime import date

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.auth import Caller
from chassis.identifiers import division_prefix
from services.registry.divisions.queries import home_counties, successors_of
from services.registry.statistics.count_people import (
    AGES,
    KINDS,
    MONTHS,
    SEXES,
    Basis,
    count_events,
    count_population,
)
from services.registry.statistics.schemas import AgeGroup, Population, Withheld, YearOfEvents
from services.registry.statistics.suppression import FULL, MARGINS, TOTAL, Item, Node, decide
from services.registry.statistics.thresholds import smallest_published
from services.registry.statistics.tree import at_level, grow

_WITHHELD: tuple[Withheld, ...] = ("nothing", "inside", "parts", "everything")
# A code that is out of use has the name that it had last.
_NAMES = text("SELECT code, name FROM divisions WHERE code = ANY (CAST(:codes AS text[]))")


async def publish_population(
    session: AsyncSession, caller: Caller, as_of: date, basis: Basis, division: str | None, level: str
) -> list[Population]:
    """The places of ``level`` inside ``division`` (the caller's area unless given), by code."""
    counties = sorted(await home_counties(session))
    counts = await count_population(session, as_of, basis, counties)
    columns = [sex for sex in SEXES if sex != "unstated" or any(row[2] == sex for row in counts)]
    roots = grow(counts, [(age, sex) for age in AGES for sex in columns])
    # In a thread: with very small villages this takes a second, and other requests should not wait for it.
    await asyncio.to_thread(decide, roots, smallest_published(clock.today()))
    asked = await _asked(session, caller, at_level(roots, level), division)
    names = await _names(session, asked)
    return [_population(node, names.get(node.code), columns) for node in asked]


async def publish_events(
    session: AsyncSession, caller: Caller, year: int, division: str | None, level: str
) -> list[YearOfEvents]:
    """The same for what happened in ``year``: each kind with a table of its own, months in rows."""
    counts = await count_events(session, year, sorted(await home_counties(session)))
    found: list[YearOfEvents] = []
    for kind in KINDS:
        roots = grow(counts[kind], [(month, "all") for month in MONTHS])
        await asyncio.to_thread(decide, roots, smallest_published(clock.today()))
        asked = await _asked(session, caller, at_level(roots, level), division)
        names = await _names(session, asked)
        for node in asked:
            months = {month: _shown(node, (month, None)) for month in MONTHS}
            values = {"division": node.code, "name": names.get(node.code), "kind": kind, "months": months}
            found.append(YearOfEvents(**values, total=_shown(node, (None, None))))
    return found


async def _asked(session: AsyncSession, caller: Caller, nodes: list[Node], division: str | None) -> list[Node]:
    """Places inside the caller's area, today or by what became of them, and inside ``division``."""
    heirs = await successors_of(session, [node.code[:12] for node in nodes], clock.today())
    within = division_prefix(division) if division else ""
    mine = [n for n in nodes if caller.sees(n.code, heirs.get(n.code[:12]))]
    return [node for node in mine if node.code.startswith(within)]


async def _names(session: AsyncSession, nodes: list[Node]) -> dict[str, str]:
    rows = await session.execute(_NAMES, {"codes": [node.code[:12] for node in nodes]})
    names: dict[str, str] = {row.code: row.name for row in rows}
    return {node.code: names[node.code[:12]] for node in nodes if node.code[:12] in names}


def _shown(node: Node, item: Item) -> int | None:
    ends = sum(part is None for part in item)
    open_until = {0: FULL, 1: MARGINS, 2: TOTAL}[ends]
    return node.count(item) if node.withheld <= open_until else None


def _population(node: Node, name: str | None, columns: list[str]) -> Population:
    def of(age: str | None) -> dict[str, int | None]:
        # Where nobody's sex is unstated in the whole county, that column is known to be empty.
        sexes = {sex: _shown(node, (age, sex)) if sex in columns else 0 for sex in SEXES}
        return sexes | {"total": _shown(node, (age, None))}

    ages = [AgeGroup(age=age, **of(age)) for age in AGES]
    withheld = _WITHHELD[node.withheld]
    return Population(division=node.code, name=name, withheld=withheld, ages=ages, **of(None))
