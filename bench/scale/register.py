"""What a register of so many people is asked: searches, statistics, the monthly meeting."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from statistics import median
from typing import NamedTuple

import asyncpg

from bench.meeting import Files, files_of, from_upload_to_agenda, last_month
from bench.meeting_house import House, meeting_house
from bench.scale.cost import Cost, cost_of
from bench.temporary_registry import TemporaryRegistry, temporary_registry
from demo.generate import Plan
from services.registry.search.index_persons import catch_up

# A county has no more; beyond, an extract is over the 100 MB that one upload may have.
_LARGEST_MEETING = 1_500_000
_SEARCHES, _STATISTICS = 40, 5
_NAMES = "SELECT name FROM persons ORDER BY id DESC LIMIT $1"


class Asked(NamedTuple):
    """What each kind costs at one size."""

    indexed: Cost
    searched: Cost
    counted: Cost
    met: Cost | None
    """None for more people than a month's extract may hold in one file."""


async def _searched(house: House) -> Cost:
    """Searches by name, one after the other."""
    names = [row["name"] for row in await house.app.state.database.pool.fetch(_NAMES, _SEARCHES)]
    return _usual([await cost_of(house.call("POST", "/persons/search", json={"name": name})) for name in names])


async def _counted(house: House) -> Cost:
    """The table of every village's people by age and sex."""
    return _usual([await cost_of(house.call("GET", "/statistics/population")) for _ in range(_STATISTICS)])


def _usual(costs: Sequence[Cost]) -> Cost:
    return Cost(median(cost.seconds for cost in costs), max(cost.memory for cost in costs))


async def _asked(place: TemporaryRegistry, plan: Plan, files: Files | None, period: str) -> Asked:
    async with meeting_house(place) as house:
        await house.load(plan)
        state = house.app.state
        indexed = await cost_of(catch_up(state.database.pool, state.sealer))
        await _analyze(place.admin_dsn)
        searched, counted = await _searched(house), await _counted(house)
        met = None if files is None else Cost(*await from_upload_to_agenda(house, files, period))
    return Asked(indexed, searched, counted, met)


async def _analyze(admin_dsn: str) -> None:
    # The server would come to it by itself within a minute.
    admin = await asyncpg.connect(admin_dsn)
    await admin.execute("ANALYZE")
    await admin.close()


def asked(people: int) -> Asked:
    """Every kind, at one size, in a register of its own."""
    plan, month = last_month(people)
    # In a process of its own: the county with its truth is not the registry's memory.
    files = None
    if people <= _LARGEST_MEETING:
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            files = pool.submit(files_of, plan, month).result()
    with temporary_registry() as place:
        return asyncio.run(_asked(place, plan, files, month[:7]))
