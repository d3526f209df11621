"""The main operations at every size, with time and memory. Half the people have a plan of care, a fifth are paid."""

import asyncio
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import asyncpg

from bench import care, payments
from bench.benefits import invented
from bench.county import county
from bench.duplicates import ours as find_duplicates
from bench.imports import enter_divisions, one_run
from bench.invented_people import invent
from bench.scale.applying import applied
from bench.scale.cost import Cost, cost
from bench.scale.model import Grown
from bench.scale.register import asked
from bench.temporary_registry import TemporaryRegistry, temporary_registry
from chassis.db import Database
from chassis.keys import create_keys
from chassis.sealing import Sealer
from services.incentives.eligibility.evaluate import evaluate
from services.incentives.schemes.catalogue import catalogue

_YEAR = 2026
_MB = 2**20
_READ = 5


async def _imports(place: TemporaryRegistry, sizes: Sequence[int]) -> tuple[list[Cost], list[Cost]]:
    """The import of so many people, and one page of them read afterwards."""
    admin = await asyncpg.connect(place.admin_dsn)
    await enter_divisions(admin)
    imported, pages = [], []
    for size in sizes:
        run = await one_run(place, admin, size)
        imported.append(Cost(run.ours, run.memory))
        pages.append(await _page(admin))
    await admin.close()
    return imported, pages


async def _page(admin: asyncpg.Connection) -> Cost:
    """The register's list of a village, one page: it must not notice how large the county is."""
    page = "SELECT id, name FROM registry.persons WHERE residence_division = $1 ORDER BY id LIMIT 50"
    await admin.execute("ANALYZE registry.persons")
    took = []
    for _ in range(_READ):
        began = time.perf_counter()
        await admin.fetch(page, "341599001007")
        took.append(time.perf_counter() - began)
    return Cost(min(took), 1)


async def _visits(dsn: str, size: int) -> None:
    database = Database(dsn)
    await database.start()
    try:
        await care.plan(database, await care.fill(database, size // 2))
    finally:
        await database.stop()


def _planned(size: int) -> Cost:
    with county("followup") as dsn:
        return cost(lambda: asyncio.run(_visits(dsn, size)))


async def _pay(dsn: str, keys: Path, size: int) -> None:
    database, sealer = Database(dsn), Sealer.load(keys, "incentives")
    await database.start()
    try:
        await payments.fill(database, sealer, size // 5)
        await payments.one_run(database, sealer, 0, size // 5)
    finally:
        await database.stop()


def _paid(size: int) -> Cost:
    with tempfile.TemporaryDirectory(prefix="huijia-bench-keys-") as folder, county("incentives") as dsn:
        create_keys(Path(folder))
        return cost(lambda: asyncio.run(_pay(dsn, Path(folder), size)))


def _evaluated(size: int) -> Cost:
    people = invented(size)
    return cost(lambda: [evaluate(scheme, people, _YEAR) for scheme in catalogue().in_year(_YEAR)])


def _compared(size: int) -> Cost:
    people = invent(size)[0]
    return cost(lambda: find_duplicates(people))


_ALONE: dict[str, Callable[[int], Cost]] = {
    "search for duplicates in the whole register": _compared,
    "eligibility under every scheme": _evaluated,
    "visits planned, half the people with a plan": _planned,
    "events of everybody applied by follow-up care": applied,
    "payments from cycle to reconciled answer, a fifth of the people": _paid,
}


def measured(sizes: Sequence[int]) -> Iterator[Grown]:
    """Every operation, time and memory. What is loaded and compiled at the first call is not what grows."""
    _compared(sizes[0]), _evaluated(sizes[0])
    for name, measure in _ALONE.items():
        yield from _both(name, sizes, [measure(size) for size in sizes])
    with temporary_registry() as place:
        imported, pages = asyncio.run(_imports(place, sizes))
    yield from _both("import with checks, sealing, events and audit", sizes, imported)
    yield Grown("one page of a village's people", "s", sizes, [page.seconds for page in pages])
    questions = [asked(size) for size in sizes]
    yield Grown("one search by name", "s", sizes, [each.searched.seconds for each in questions])
    yield from _both("names and addresses made searchable", sizes, [each.indexed for each in questions])
    yield from _both("statistics of every village", sizes, [each.counted for each in questions])
    met = [each.met for each in questions if each.met is not None]
    yield from _both("monthly meeting from upload to agenda", sizes[: len(met)], met)


def _both(name: str, sizes: Sequence[int], costs: Sequence[Cost]) -> Iterator[Grown]:
    yield Grown(name, "s", sizes, [one.seconds for one in costs])
    yield Grown(f"{name}, memory", "MB", sizes, [one.memory / _MB for one in costs])
