"""A full cycle: rules decide 100,000 claims, which are approved, planned and sent; the bank's answer is booked.

``BENCH_CYCLE`` sets the people (100,000 unless set), ``BENCH_RUNS`` the runs (1: each is on a database of its own).
"""

import asyncio
import os
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from bench.county import county
from bench.figures import Figure
from bench.whole_cycle import COUNTY, WholeCycle, noon
from chassis.db import Database
from chassis.identifiers import new_id
from chassis.keys import create_keys
from chassis.sealing import Sealer
from services.incentives.schemes.catalogue import catalogue

PEOPLE = int(os.environ.get("BENCH_CYCLE", "100000"))
RUNS = int(os.environ.get("BENCH_RUNS", "1"))
_AT_ONCE = 5_000
_YEAR, _EACH, _VILLAGE = 2026, 96_000, "341599001201"
# The scheme pays in two instalments; each has a cycle of its own.
_FIRST_INSTALMENT = date(_YEAR, 6, 30)
_PROOF = ("id", "person_id", "kind", "held_from", "documents", "recorded_by", "recorded_at", "state", "revision")


async def _prove(database: Database, people: list[UUID]) -> None:
    held, told = date(2015, 1, 1), '[{"title": "x", "reference": "x"}]'
    at = await database.pool.fetchval("SELECT now()")
    rows = [
        (new_id(), person, kind, held, told, "x", at, "held", 1)
        for person in people
        for kind in ("rural-registration", "period-family-confirmation")
    ]
    await database.pool.copy_records_to_table("proofs", records=rows, columns=_PROOF)


async def _one_run(dsn: str, keys: Path) -> float:
    database = Database(dsn)
    await database.start()
    try:
        cycle = WholeCycle(database, Sealer.load(keys, "incentives"), "family-support", _YEAR)
        scheme = catalogue().of_year("rural-reward", _YEAR)
        assert scheme is not None
        await cycle.open(10**13)
        born = [date(1940, 1, 1) + timedelta(days=n % 9_000) for n in range(PEOPLE)]
        people = await cycle.enter(born, _VILLAGE)
        await _prove(database, people)
        await database.pool.execute("ANALYZE")
        began = time.perf_counter()
        steps = {}
        with noon(date(_YEAR, 3, 2)):
            for start in range(0, PEOPLE, _AT_ONCE):
                await cycle.decide(scheme, people[start : start + _AT_ONCE], _VILLAGE)
            steps["rules"] = time.perf_counter() - began
            approved = await cycle.approve(scheme, COUNTY)
            steps["approval"] = time.perf_counter() - began
            paid = await cycle.pay(_FIRST_INSTALMENT)
        took = time.perf_counter() - began
        print("  " + ", ".join(f"{name} by {at:.1f} s" for name, at in (steps | {"paid": took}).items()), flush=True)
        assert approved == (PEOPLE, PEOPLE * _EACH), approved
        assert paid == (PEOPLE, PEOPLE * _EACH // 2), paid
        return took
    finally:
        await database.stop()


def run() -> list[Figure]:
    """Each run on a database of its own, set as an installation sets it."""
    seconds = []
    for _ in range(RUNS):
        with tempfile.TemporaryDirectory(prefix="huijia-bench-keys-") as folder, county("incentives") as dsn:
            create_keys(Path(folder))
            seconds.append(asyncio.run(_one_run(dsn, Path(folder))))
    name = f"{PEOPLE:,} people: rules, approval, file, answer"
    return [Figure(name=name, unit="s", ours=seconds, limit=60, source="issue 5")]
