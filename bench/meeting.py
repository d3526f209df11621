"""The monthly meeting: from upload to agenda, and linking beside DuckDB's exact join and beside Splink.

The demo county of ``BENCH_MEETING_PEOPLE`` (500,000 unless set) against its departments' extracts of one month. Linking
is measured on the same tables in the same run: ours (number, then blocking and weights in SQL), DuckDB's exact join of
the same columns, and Splink's predict with the same settings file. Quality is against the truth.
"""

import asyncio
import os
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from multiprocessing import get_context
from typing import Any

import duckdb
import pyarrow as pa

from bench.febrl import link_as_the_meeting_does
from bench.figures import Figure
from bench.meeting_house import House, extract_file, meeting_house
from bench.memory_watch import MemoryWatch
from bench.temporary_registry import TemporaryRegistry, temporary_registry
from chassis import clock
from demo.county_year import CountyYear, county_year
from demo.extracts import ExtractRow, month_bounds, month_extracts
from demo.generate import Plan
from services.registry.reconciliation.matching.link import link, match_numbers, prepare
from services.registry.reconciliation.matching.model import load_settings
from services.registry.reconciliation.matching.task import ENTRY_COLUMNS, ROW_COLUMNS
from services.registry.reconciliation.matching.thresholds import calibration
from services.registry.reconciliation.matching.train import splink_on
from services.registry.reconciliation.record_kinds.kinds import Subject, kinds
from services.registry.reconciliation.submissions.rules import Place, RowRules

PEOPLE = int(os.environ.get("BENCH_MEETING_PEOPLE", "500000"))
RUNS = int(os.environ.get("BENCH_RUNS", "3"))
_KINDS = ("social-insurance", "enrolment", "low-income", "cremations", "birth-registrations")
_ISSUE = "issue 9"

Extracts = dict[str, list[ExtractRow]]
Truth = dict[str, str]
Line = tuple[str | None, ...]


def _entries(year: CountyYear) -> tuple[pa.Table, Truth]:
    lines: list[Line] = []
    held: Truth = {}
    for at, person in enumerate(year.people):
        home = f"{person.household}{person.registered[:6]}"
        born = person.born.replace("-", "")
        lines.append(
            (
                f"p{at}",
                person.name,
                born,
                person.sex,
                home,
                None,
                person.residence,
                person.registered,
                person.number or None,
            )
        )
        if person.number:
            held[person.number] = f"p{at}"
    return _table(lines, ENTRY_COLUMNS), held


def _subjects(extracts: Extracts) -> tuple[pa.Table, Truth]:
    lines: list[Line] = []
    truth: Truth = {}
    for code, rows in extracts.items():
        kind = kinds()[code]
        judge = RowRules(kind, Place(frozenset(), "000000", "2000-01-01", "2099-12-31", "2099-12-31")).judge
        for at, row in enumerate(rows):
            record = judge(at, [row.cells.get(column.zh, "") for column in kind.columns], None)
            if record and not isinstance(record[0], str):
                continue
            told = dict(zip(kind.names, record, strict=True))
            for role, subject in kind.subjects.items():
                values: list[str | None] = [str(told.get(column or "", "")) or None for column in _columns(subject)]
                values[1] = values[1].replace("-", "") if values[1] else None
                values[2] = subject.sex_is or values[2]
                if values[0] or values[5]:
                    lines.append((f"{code}:{at}:{role}", *values))
                    truth[f"{code}:{at}:{role}"] = row.truth.get(role, "")
    return _table(lines, ROW_COLUMNS), truth


def _columns(subject: Subject) -> tuple[str | None, ...]:
    first = (subject.name, subject.born, subject.sex, subject.number, subject.place)
    return (*first, subject.relative_name, subject.relative_number)


def _table(lines: list[Line], names: tuple[str, ...]) -> pa.Table:
    return pa.table(
        {n: pa.array(column, pa.string()) for n, column in zip(names, zip(*lines, strict=True), strict=True)}
    )


def _prepared(subjects: pa.Table, entries: pa.Table) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(":memory:")
    connection.execute("SET enable_progress_bar = false; SET threads = 2")
    prepare(connection, subjects, entries)
    connection.execute("CREATE TABLE kept_links (id VARCHAR, person VARCHAR, state VARCHAR, weight DOUBLE)")
    return connection


def _seconds(work: object) -> float:
    began = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - began


def _linked(connection: duckdb.DuckDBPyConnection, model: dict[str, Any]) -> None:
    match_numbers(connection)
    link(connection, model, calibration().thresholds)


_EXACT = (
    "CREATE OR REPLACE TABLE exact AS SELECT s.id, e.id AS person FROM subjects s JOIN entries e"
    " ON s.name = e.name AND s.born = e.born AND s.sex = e.sex"
)


def _quality(found: dict[str, str], truth: Truth, held: Truth) -> tuple[float, float, float]:
    right = sum(1 for at, person in found.items() if held.get(truth[at]) == person)
    there = sum(1 for number in truth.values() if number in held)
    precision, recall = right / max(1, len(found)), right / max(1, there)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def _linking(year: CountyYear, extracts: Extracts) -> list[Figure]:
    (entries, held), (subjects, truth) = _entries(year), _subjects(extracts)
    ours, exact, splink, model = [], [], [], load_settings()
    for _ in range(RUNS):
        connection = _prepared(subjects, entries)
        exact.append(_seconds(lambda c=connection: c.execute(_EXACT)))
        ours.append(_seconds(lambda c=connection: _linked(c, model)))
        linker = splink_on(connection, model)
        splink.append(_seconds(lambda k=linker: k.inference.predict(threshold_match_weight=calibration().accept)))
        found = dict(connection.execute("SELECT id, person FROM links WHERE state <> 'proposed'").fetchall())
        predicted = linker.inference.predict(threshold_match_weight=calibration().accept).physical_name
        pairs = connection.execute(f"SELECT id_l, id_r FROM {predicted} ORDER BY match_weight").fetchall()
        theirs = {one if one in truth else other: other if one in truth else one for one, other in pairs}
        connection.close()
    mine, spl = _quality(found, truth, held), _quality(theirs, truth, held)
    print(
        f"     ours: precision {mine[0]:.5f}, recall {mine[1]:.5f}, F1 {mine[2]:.5f}; Splink F1 {spl[2]:.5f}",
        flush=True,
    )
    size = f"{subjects.num_rows:,} persons named in rows against {PEOPLE:,}"
    return [
        Figure(
            name=f"linking {size}",
            unit="s",
            ours=ours,
            peer=exact,
            peer_name="DuckDB's exact join",
            limit=10,
            source=_ISSUE,
        ),
        Figure(
            name=f"linking {size}", unit="s", ours=ours, peer=splink, peer_name="Splink predict", limit=1, source=_ISSUE
        ),
        Figure(name="links that are wrong", unit="share", ours=[1 - mine[0]], limit=0.001, source=_ISSUE),
        Figure(name="links that are missed", unit="share", ours=[1 - mine[1]], limit=0.05, source=_ISSUE),
        Figure(name="F1 below Splink's by", unit="", ours=[spl[2] - mine[2]], limit=0.002, source=_ISSUE),
    ]


def _febrl4() -> list[Figure]:
    mine, documented = link_as_the_meeting_does()
    print(
        f"     FEBRL4: precision {mine.precision:.5f}, recall {mine.recall:.5f};"
        f" Splink as documented {documented.precision:.5f}, {documented.recall:.5f}",
        flush=True,
    )
    return [
        Figure(
            name=f"FEBRL4: {name} below Splink's documented settings by", unit="", ours=[below], limit=0, source=_ISSUE
        )
        for name, below in (
            ("precision", documented.precision - mine.precision),
            ("recall", documented.recall - mine.recall),
        )
    ]


def quality_of_links(people: int) -> tuple[float, float]:
    """Precision and recall of a month's noisy extracts of every kind, against the truth of a county of this size."""
    year = county_year(Plan(people, 1, date(2026, 9, 30), 0.0))
    (entries, held), (subjects, truth) = _entries(year), _subjects(month_extracts(year, "2026-10-01", "2026-10-31", 1))
    connection = _prepared(subjects, entries)
    _linked(connection, load_settings())
    found = dict(connection.execute("SELECT id, person FROM links WHERE state <> 'proposed'").fetchall())
    connection.close()
    return _quality(found, truth, held)[:2]


Files = dict[str, tuple[str, bytes]]


async def from_upload_to_agenda(house: House, files: Files, period: str) -> tuple[float, int]:
    """Seconds and the most memory (bytes) from the first file handed in to the list of what disagrees."""
    with MemoryWatch() as memory:
        began = time.perf_counter()
        opened = await house.call("POST", "/reconciliation/sessions", json={"period": period})
        for kind, file in files.items():
            await house.hand_in_file(opened["id"], kind, file)
        uploaded = time.perf_counter()
        await house.work()
        read = time.perf_counter()
        await house.step(opened["id"], "matching")
        await house.work()
        await house.call("GET", "/reconciliation/discrepancies", params={"session": opened["id"]})
        seconds = time.perf_counter() - began
    steps = (uploaded - began, read - uploaded, seconds - (read - began))
    print("     uploaded in {:.1f} s, read in {:.1f} s, compared in {:.1f} s".format(*steps), flush=True)
    return seconds, memory.peak


async def _agenda(place: TemporaryRegistry, plan: Plan, files: Files, period: str) -> tuple[list[float], int]:
    async with meeting_house(place) as house:
        await house.load(plan)
        seconds, peak = await from_upload_to_agenda(house, files, period)
    return [seconds], peak


def last_month(people: int) -> tuple[Plan, str]:
    """A county of this size as it was before last month, and that month's first day."""
    today = clock.today()
    first_month = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    return Plan(people, 1, date.fromordinal(first_month.toordinal() - 1), 0.0), first_month.isoformat()


def files_of(plan: Plan, month: str) -> Files:
    """What the departments hand in for that month."""
    first, last = month_bounds(date.fromisoformat(month), 0)
    extracts = month_extracts(county_year(plan), first, last, 1)
    return {kind: extract_file(kind, rows) for kind, rows in extracts.items() if kind in _KINDS}


def _linking_and_files(plan: Plan, month: str) -> tuple[list[Figure], Files, int]:
    """The figures of linking alone; the departments' files, and how many rows they have."""
    year = county_year(plan)
    first, last = month_bounds(date.fromisoformat(month), 0)
    extracts = {kind: rows for kind, rows in month_extracts(year, first, last, 1).items() if kind in _KINDS}
    figures = _linking(year, extracts)
    return (
        figures,
        {kind: extract_file(kind, rows) for kind, rows in extracts.items()},
        sum(map(len, extracts.values())),
    )


def run() -> list[Figure]:
    """Linking, then the whole way through the service."""
    plan, month = last_month(PEOPLE)
    # In a process of its own: the county with its truth is not the registry's memory.
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        figures, files, rows = pool.submit(_linking_and_files, plan, month).result()
        figures += pool.submit(_febrl4).result()
    with temporary_registry() as place:
        seconds, peak = asyncio.run(_agenda(place, plan, files, month[:7]))
    name = f"upload to agenda: five extracts, {rows:,} rows, against {PEOPLE:,} residents"
    return [
        *figures,
        Figure(name=name, unit="s", ours=seconds, limit=60, source=_ISSUE),
        Figure(name=f"{name}, memory", unit="MB", ours=[peak >> 20], limit=2048, source=_ISSUE),
    ]
