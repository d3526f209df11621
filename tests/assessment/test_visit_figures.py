"""Offices are counted by the visits they owed; a free choice is in no denominator (C2, C4)."""

from datetime import date
from pathlib import Path
from uuid import UUID

from chassis.cloudevents import DomainEvent
from chassis.identifiers import new_id
from contracts.followup import VisitClosed, VisitOverdue, VisitReassigned, VisitReopened, VisitScheduled
from contracts.registry import DivisionChanged
from services.assessment.main import SERVICE
from services.assessment.subscriptions import SUBSCRIPTIONS
from tests.conftest import Database
from tests.support.delivering import deliveries_of, handle
from tests.support.people import OTHER_VILLAGE, VILLAGE
from tests.support.running import running

DUE, LATEST = date(2026, 11, 5), date(2026, 11, 12)


def _scheduled(visit: UUID) -> VisitScheduled:
    return VisitScheduled(visit_id=visit, division=VILLAGE, due_on=DUE, latest_on=LATEST)


def _closed(visit: UUID, outcome: str, division: str = VILLAGE) -> list[DomainEvent]:
    closed = VisitClosed(
        visit_id=visit, division=division, due_on=DUE, latest_on=LATEST, closed_on=date(2026, 11, 6), outcome=outcome
    )
    return [_scheduled(visit), closed]


async def test_visits_are_counted_by_division_and_month(county: Database, tmp_path: Path) -> None:
    waiting, moved = new_id(), new_id()
    events: list[DomainEvent] = [
        DivisionChanged(
            code="341599001000", name="一镇", level="town", parent="341599000000", valid_from=date(2020, 1, 1)
        )
    ]
    for outcome in ("done", "done", "done-late", "ended"):
        events += _closed(new_id(), outcome)
    events += [_scheduled(waiting), VisitOverdue(visit_id=waiting, division=VILLAGE, due_on=DUE, latest_on=LATEST)]
    events += [_scheduled(moved), VisitReassigned(visit_id=moved, from_division=VILLAGE, to_division=OTHER_VILLAGE)]
    deliveries = deliveries_of(events)
    async with running(SERVICE, county.dsn("assessment"), tmp_path) as service:
        for _ in range(2):
            await handle(service.app.state.database, SUBSCRIPTIONS, deliveries)
        client = service.as_staff("county-officer")
        answer = await client.get("/figures/visits", params={"month": "2026-11"})
        assert answer.json()["items"] == [
            {
                "division": "341599001000",
                "name": "一镇",
                "owed": 4,
                "on_time": 2,
                "late": 1,
                "open": 1,
                "on_time_share": 0.5,
            },
            {
                "division": "341599002000",
                "name": None,
                "owed": 1,
                "on_time": 0,
                "late": 0,
                "open": 1,
                "on_time_share": 0.0,
            },
        ]
        worker = service.as_staff("village-worker", OTHER_VILLAGE)
        mine = await worker.get("/figures/visits", params={"month": "2026-11", "level": "village"})
        assert [item["division"] for item in mine.json()["items"]] == [OTHER_VILLAGE]
        assert (await client.get("/figures/visits", params={"month": "2026-12"})).json()["items"] == []
        assert (await client.get("/figures/visits", params={"month": "2026-13"})).status_code == 422


async def test_a_visit_that_is_owed_again_counts_again(county: Database, tmp_path: Path) -> None:
    visit = new_id()
    back = VisitReopened(visit_id=visit, division=OTHER_VILLAGE, due_on=DUE, latest_on=LATEST)
    async with running(SERVICE, county.dsn("assessment"), tmp_path) as service:
        client = service.as_staff("county-officer")
        await handle(service.app.state.database, SUBSCRIPTIONS, deliveries_of(_closed(visit, "ended")))
        assert (await client.get("/figures/visits", params={"month": "2026-11"})).json()["items"] == []
        await handle(service.app.state.database, SUBSCRIPTIONS, deliveries_of([back]))
        (figures,) = (await client.get("/figures/visits", params={"month": "2026-11"})).json()["items"]
    assert (figures["division"], figures["owed"], figures["open"]) == ("341599002000", 1, 1)
