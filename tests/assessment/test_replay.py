"""Counting event by event, in any order and twice, gives what counting everything anew gives."""

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chassis.cloudevents import DomainEvent
from chassis.db import Database, driver
from chassis.identifiers import new_id
from chassis.subscriptions import Delivery
from contracts.followup import (
    ReferralClosed,
    ReferralOpened,
    VisitClosed,
    VisitOverdue,
    VisitReassigned,
    VisitReopened,
    VisitRescheduled,
    VisitScheduled,
)
from services.assessment.figures.count_anew import count_anew, kept_counts
from services.assessment.figures.prove_counts import count_new_measures, prove_counts
from services.assessment.indicators.catalogue import catalogue
from services.assessment.indicators.measures import Counted
from services.assessment.subscriptions import SUBSCRIPTIONS
from tests import conftest
from tests.support.delivering import handle

_PLACES = st.sampled_from(["341599001201", "341599001202", "341599002201", "341599002000"])
_DAYS = st.dates(date(2026, 9, 20), date(2026, 11, 10))
_BEGUN = datetime(2026, 9, 1, tzinfo=UTC)
_FACTS = [UUID(int=number) for number in range(1, 5)]


def _visit(kind: type[DomainEvent], **more: Any) -> st.SearchStrategy[DomainEvent]:
    return st.builds(kind, visit_id=st.sampled_from(_FACTS), division=_PLACES, due_on=_DAYS, latest_on=_DAYS, **more)


_OUTCOMES = st.sampled_from(["done", "done-late", "not-reached", "ended"])
_EVENTS = st.one_of(
    _visit(VisitScheduled),
    _visit(VisitOverdue),
    _visit(VisitReopened),
    _visit(VisitRescheduled),
    _visit(VisitClosed, closed_on=_DAYS, outcome=_OUTCOMES),
    st.builds(VisitReassigned, visit_id=st.sampled_from(_FACTS), from_division=_PLACES, to_division=_PLACES),
    st.builds(ReferralOpened, referral_id=st.sampled_from(_FACTS), division=_PLACES, made_on=_DAYS, due_on=_DAYS),
    st.builds(
        ReferralClosed,
        referral_id=st.sampled_from(_FACTS),
        division=_PLACES,
        made_on=_DAYS,
        due_on=_DAYS,
        closed_on=_DAYS,
        outcome=st.sampled_from(["answered", "turned-down", "not-answered", "ended"]),
    ),
)


def _deliveries(events: list[DomainEvent]) -> list[Delivery[DomainEvent]]:
    return [
        Delivery(event, str(new_id()), _BEGUN + timedelta(minutes=number), event.topic, 0, number, event.subject)
        for number, event in enumerate(events)
    ]


async def _cells_after(database: Database, deliveries: list[Delivery[DomainEvent]]) -> dict[Any, int]:
    await database.pool.execute("DELETE FROM facts; DELETE FROM cells; DELETE FROM count_proofs")
    await handle(database, SUBSCRIPTIONS, deliveries)
    async with database.pool.acquire() as connection:
        kept = await kept_counts(connection)
        assert kept == await count_anew(connection, catalogue().counted.values())
    return kept


@given(events=st.lists(_EVENTS, max_size=25), chance=st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
async def test_whatever_the_order_and_however_often(
    county: conftest.Database, events: list[DomainEvent], chance: random.Random
) -> None:
    database = Database(county.dsn("assessment"))
    await database.start()
    try:
        deliveries = _deliveries(events)
        told = await _cells_after(database, deliveries)
        shuffled = deliveries + chance.sample(deliveries, len(deliveries) // 2)
        chance.shuffle(shuffled)
        assert await _cells_after(database, shuffled) == told == _by_hand(events)
    finally:
        await database.stop()


def _by_hand(events: list[DomainEvent]) -> dict[Any, int]:
    """The same counts from the events alone, written for this test: the newest word on each column stands."""
    facts: dict[tuple[str, UUID], dict[str, Any]] = {}
    for event in events:
        fact = facts.setdefault(_fact(event), {})
        if isinstance(event, VisitReassigned):
            fact["division"] = event.to_division
            continue
        if not isinstance(event, VisitRescheduled):
            fact["division"] = event.division  # type: ignore[attr-defined]
        fact["due_on"] = getattr(event, "latest_on", None) or event.due_on  # type: ignore[attr-defined]
        if isinstance(event, ReferralOpened | ReferralClosed):
            fact["opened_on"] = event.made_on
        if isinstance(event, VisitReopened | VisitRescheduled):
            fact |= {"closed_on": None, "outcome": None}
        if isinstance(event, VisitOverdue):
            fact["outcome"] = "overdue"
        if isinstance(event, VisitClosed | ReferralClosed):
            fact |= {"closed_on": event.closed_on, "outcome": event.outcome}
    cells: Counter[tuple[str, str, date]] = Counter()
    for (kind, _), fact in facts.items():
        for measure in catalogue().counting(kind):
            if "division" in fact and "due_on" in fact and _counts(measure, fact):
                cells[measure.key, fact["division"], fact["due_on"].replace(day=1)] += 1
    return dict(cells)


def _fact(event: DomainEvent) -> tuple[str, UUID]:
    if isinstance(event, ReferralOpened | ReferralClosed):
        return "referral", event.referral_id
    return "visit", event.visit_id  # type: ignore[attr-defined]


def _counts(measure: Counted, fact: dict[str, Any]) -> bool:
    return measure.of_fact(fact) is not None


async def test_the_nightly_proof_finds_and_mends_a_wrong_count(county: conftest.Database, tmp_path: Path) -> None:
    database = Database(county.dsn("assessment"))
    await database.start()
    visit = VisitScheduled(
        visit_id=new_id(), division="341599001201", due_on=date(2026, 11, 1), latest_on=date(2026, 11, 9)
    )
    try:
        async with database.transaction() as session:
            await count_new_measures(session)
        await handle(database, SUBSCRIPTIONS, _deliveries([visit]))
        await database.pool.execute("UPDATE cells SET value = value + 5")
        today = date(2026, 11, 22)
        async with database.transaction() as session:
            assert await prove_counts(session, today) > 0
        async with database.transaction() as session:
            assert await prove_counts(session, today) == 0
            assert set((await kept_counts(await driver(session))).values()) == {1}
        assert await database.pool.fetchval("SELECT differing FROM count_proofs") > 0
    finally:
        await database.stop()
