"""Assessment: counting five million facts anew, one event's way into a score, and many formulas that need each other.

200 villages, 36 months, five million facts of every kind that an indicator counts, and every measure that ships. The
formulas are as many as Hesabu was measured with (32,109 in about 8 s), each needing counts and the one before it.
"""

import asyncio
import os
import time
from datetime import date

from bench.county import county
from bench.figures import Figure
from chassis import clock
from chassis.data_files import Words
from chassis.db import Database
from chassis.identifiers import new_id
from chassis.subscriptions import Delivery, SetWise
from contracts.followup import VisitClosed
from services.assessment.figures.count_anew import count_anew
from services.assessment.figures.evaluate import Formulas
from services.assessment.figures.rules import period
from services.assessment.indicators.catalogue import catalogue
from services.assessment.indicators.model import Indicator, Measure
from services.assessment.scorecards.show_scores import board_of, explained
from services.assessment.subscriptions import SUBSCRIPTIONS

RUNS = int(os.environ.get("BENCH_RUNS", "5"))
FACTS, FORMULAS = int(os.environ.get("BENCH_ASSESSMENT_FACTS", "5000000")), 32_109
_KINDS = (
    *("visit", "visit", "visit", "check", "referral", "payment", "payment", "return", "complaint", "complaint-entry"),
    *("complaint-rating", "discrepancy", "correction", "correction-entry", "message", "outreach", "survey-answer"),
)
_VILLAGES = [f"3415990{town:02}{village:03}" for town in range(1, 14) for village in range(201, 217)][:200]
_FILL = """
    INSERT INTO facts (kind, id, division, opened_on, due_on, closed_on, outcome, owner, owed_fen,
                       done_fen, weight, addressed, reached)
    SELECT ($1::text[])[1 + n % cardinality($1::text[])], new_event_id(), ($2::text[])[1 + n % cardinality($2::text[])],
           day - 20, day, CASE WHEN n % 7 > 0 THEN day + (n % 11) - 8 END,
           (ARRAY['done', 'done-late', 'delivered', 'answered', 'paid', 'returned', 'ended', 'good', NULL])[1 + n % 9],
           (ARRAY['population-office', 'education', 'letter', 'knowledge'])[1 + n % 4], 1000, 1000, n % 5, 400, 390
      FROM (SELECT n, date '2024-01-01' + (n % 1096) AS day FROM generate_series(1, $3::int) n) days
"""


async def _recounts(database: Database) -> list[float]:
    await database.pool.execute(_FILL, list(_KINDS), _VILLAGES, FACTS, timeout=600)
    await database.pool.execute("VACUUM ANALYZE facts", timeout=600)
    taken = []
    async with database.pool.acquire() as connection:
        for _ in range(RUNS):
            began = time.perf_counter()
            cells = await count_anew(connection, catalogue().counted.values())
            taken.append(time.perf_counter() - began)
            if not cells:
                raise RuntimeError("nothing was counted")
    return taken


async def _one_event(database: Database, village: str) -> float:
    """From an event's arrival to the village's score with it, in seconds."""
    today = clock.today()
    event = VisitClosed(
        visit_id=new_id(), division=village, due_on=today, latest_on=today, closed_on=today, outcome="done"
    )
    delivery = Delivery(event, str(new_id()), clock.now(), event.topic, 0, 1, event.subject)
    handler = SUBSCRIPTIONS.handler(event.type)
    if not isinstance(handler, SetWise):
        raise TypeError("visits are kept set-wise")
    began = time.perf_counter()
    async with database.transaction() as session:
        await handler.handle(session, [delivery])
    async with database.transaction() as session:
        shown = explained(await board_of(session, period(f"{today:%Y-%m}"), "village"), village)
    if shown is None or not shown.owed:
        raise RuntimeError("the event does not show")
    return time.perf_counter() - began


def _formulas() -> tuple[float, float]:
    """Seconds to compile a long chain of formulas, and to score with it."""
    words = Words("指标", "indicator")
    measures = {"part": Measure("visit", "due_on", "outcome == 'done'"), "whole": Measure("visit", "due_on")}
    made = [
        Indicator(
            f"f{number}",
            1,
            words,
            words,
            date(2026, 1, 1),
            "bench",
            "higher",
            "share",
            measures,
            f"(part / whole + f{number - 1}) / 2" if number else "part / whole",
        )
        for number in range(FORMULAS)
    ]
    began = time.perf_counter()
    formulas = Formulas(made)
    compiled = time.perf_counter()
    counts = dict.fromkeys(formulas.measures, 7)
    if len(formulas.evaluate(counts)) != FORMULAS:
        raise RuntimeError("not every formula was evaluated")
    return compiled - began, time.perf_counter() - compiled


async def _measure(dsn: str) -> tuple[list[float], list[float]]:
    database = Database(dsn)
    await database.start()
    try:
        return [await _one_event(database, village) for village in _VILLAGES[:RUNS]], await _recounts(database)
    finally:
        await database.stop()


def run() -> list[Figure]:
    """Seconds of wall time."""
    with county("assessment") as dsn:
        events, recounts = asyncio.run(_measure(dsn))
    compiled, scored = zip(*(_formulas() for _ in range(RUNS)), strict=True)
    source = "docs/assessment.md"
    return [
        Figure(name=f"{FACTS / 1e6:g} M facts counted anew", unit="s", ours=recounts, limit=60, source=source),
        Figure(name="one event to its score", unit="s", ours=events, limit=1, source=source),
        Figure(name="32,109 interdependent formulas scored", unit="s", ours=scored, limit=1, source=source),
        # Hesabu's 8 s are for both.
        Figure(name="the same compiled, once at the start", unit="s", ours=compiled, limit=8, source=source),
    ]
