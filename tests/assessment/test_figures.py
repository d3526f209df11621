"""Offices are counted by the services they owed; a free choice is in no denominator (C2, C4)."""

from datetime import date
from typing import Any
from uuid import UUID

from chassis import clock
from chassis.cloudevents import DomainEvent
from chassis.identifiers import new_id
from contracts.followup import (
    CheckPerformed,
    CheckResultDelivered,
    VisitClosed,
    VisitOverdue,
    VisitReassigned,
    VisitReopened,
    VisitRescheduled,
    VisitScheduled,
)
from contracts.incentives import PaymentAdjusted, PaymentCompleted, PaymentPlanned, PaymentReleased, PaymentReturned
from contracts.registry import DivisionChanged
from services.assessment.subscriptions import SUBSCRIPTIONS
from tests.support.delivering import deliveries_of, handle
from tests.support.people import OTHER_VILLAGE, VILLAGE, changed, registered
from tests.support.running import Running

DUE, LATEST = date(2026, 11, 5), date(2026, 11, 12)
TOWN, OTHER_TOWN = "341599001000", "341599002000"
_NAMED = DivisionChanged(code=TOWN, name="一镇", level="town", parent="341599000000", valid_from=date(2020, 1, 1))


def _scheduled(visit: UUID) -> VisitScheduled:
    return VisitScheduled(visit_id=visit, division=VILLAGE, due_on=DUE, latest_on=LATEST)


def closed(visit: UUID, outcome: str, division: str = VILLAGE) -> list[DomainEvent]:
    end = VisitClosed(
        visit_id=visit, division=division, due_on=DUE, latest_on=LATEST, closed_on=date(2026, 11, 6), outcome=outcome
    )
    return [_scheduled(visit), end]


async def figures(service: Running, indicator: str, **asked: str) -> list[dict[str, Any]]:
    params = {"period": "2026-11", "indicator": indicator, **asked}
    answer = await service.as_staff("county-officer").get("/figures", params=params)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


async def happened(service: Running, *events: DomainEvent, times: int = 1) -> None:
    deliveries = deliveries_of(events)
    for _ in range(times):
        await handle(service.app.state.database, SUBSCRIPTIONS, deliveries)


async def test_visits_are_counted_by_division_and_month(assessment: Running) -> None:
    waiting, moved = new_id(), new_id()
    events: list[DomainEvent] = [_NAMED]
    for outcome in ("done", "done", "done-late", "ended"):
        events += closed(new_id(), outcome)
    events += [_scheduled(waiting), VisitOverdue(visit_id=waiting, division=VILLAGE, due_on=DUE, latest_on=LATEST)]
    events += [_scheduled(moved), VisitReassigned(visit_id=moved, from_division=VILLAGE, to_division=OTHER_VILLAGE)]
    await happened(assessment, *events, times=2)
    first, second = await figures(assessment, "visits-on-time")
    assert (first["division"], first["division_name"], second["division"]) == (TOWN, "一镇", OTHER_TOWN)
    assert (first["part"], first["whole"], first["value"]) == (2, 4, 0.5)
    assert 0.15 < first["low"] < 0.5 < first["high"] < 0.85
    assert (second["part"], second["whole"], second["value"]) == (0, 1, 0)
    assert [each["value"] for each in await figures(assessment, "visits-made")] == [0.75, 0]
    assert [each["value"] for each in await figures(assessment, "visits-forgotten")] == [0.25, 0]
    (county,) = await figures(assessment, "visits-on-time", level="county")
    assert (county["part"], county["whole"]) == (2, 5)
    (quarter,) = await figures(assessment, "visits-on-time", level="county", period="2026-Q4")
    assert (quarter["part"], quarter["whole"]) == (2, 5)
    assert await figures(assessment, "visits-on-time", period="2026-12") == []


async def test_a_worker_sees_the_figures_of_the_own_village_alone(assessment: Running) -> None:
    await happened(assessment, *closed(new_id(), "done"), *closed(new_id(), "done", OTHER_VILLAGE))
    worker = assessment.as_staff("village-worker", OTHER_VILLAGE)
    mine = await worker.get("/figures", params={"period": "2026-11", "level": "village"})
    assert {item["division"] for item in mine.json()["items"]} == {OTHER_VILLAGE}
    elsewhere = await worker.get("/figures", params={"period": "2026-11", "division": VILLAGE})
    assert (elsewhere.status_code, elsewhere.json()["errors"][0]["pointer"]) == (422, "query/division")
    assert (await worker.get("/figures", params={"period": "2026-13"})).status_code == 422


async def test_a_visit_that_is_owed_again_counts_again(assessment: Running) -> None:
    visit = new_id()
    await happened(assessment, *closed(visit, "ended"))
    assert await figures(assessment, "visits-on-time") == []
    back = VisitReopened(visit_id=visit, division=OTHER_VILLAGE, due_on=DUE, latest_on=LATEST)
    await happened(assessment, back)
    (owed,) = await figures(assessment, "visits-on-time")
    assert (owed["division"], owed["part"], owed["whole"]) == (OTHER_TOWN, 0, 1)
    later = VisitRescheduled(visit_id=visit, division=OTHER_VILLAGE, due_on=DUE, latest_on=date(2026, 12, 3))
    await happened(assessment, later)
    assert await figures(assessment, "visits-on-time") == []
    assert len(await figures(assessment, "visits-on-time", period="2026-12")) == 1


async def test_an_entry_counts_as_complete_once_it_is_and_leaves_with_its_person(assessment: Running) -> None:
    gaps, whole, gone = new_id(), new_id(), new_id()
    full: dict[str, Any] = {"household_id": new_id(), "relation_to_head": "01", "ethnic_group": "01"}
    await happened(assessment, registered(gaps), registered(whole, **full), registered(gone))
    await happened(assessment, changed(gone, 2, living=False))
    period = f"{clock.today():%Y-%m}"
    (village,) = await figures(assessment, "records-complete", period=period)
    assert (village["part"], village["whole"]) == (1, 2)
    await happened(assessment, changed(gaps, 2, **full))
    (village,) = await figures(assessment, "records-complete", period=period)
    assert (village["part"], village["whole"]) == (2, 2)
    # A register is a stock: what was entered before the period is in it too, and before the entry there was none.
    (later,) = await figures(assessment, "records-complete", period="2099-01")
    assert later["whole"] == 2
    assert await figures(assessment, "records-complete", period="2020-01") == []


async def test_a_figure_opens_down_to_its_cases(assessment: Running) -> None:
    late, never = new_id(), new_id()
    held, due = date(2026, 11, 1), date(2026, 11, 20)
    in_time, out_of_time = date(2026, 11, 20), date(2026, 11, 21)
    checks = [CheckPerformed(check_id=each, division=VILLAGE, held_on=held, due_on=due) for each in (late, never)]
    told = CheckResultDelivered(check_id=late, division=VILLAGE, held_on=held, due_on=due, delivered_on=out_of_time)
    good = CheckResultDelivered(check_id=new_id(), division=VILLAGE, held_on=held, due_on=due, delivered_on=in_time)
    await happened(assessment, *checks, told, good)
    officer = assessment.as_staff("township-officer", TOWN)
    params = {"period": "2026-11", "limit": "2"}
    first = (await officer.get("/figures/results-on-time/cases", params=params)).json()
    assert len(first["items"]) == 2 and first["next"]
    rest = (await officer.get("/figures/results-on-time/cases", params=params | {"cursor": first["next"]})).json()
    cases = {case["id"]: case for case in first["items"] + rest["items"]}
    assert {case["id"]: case["counts"] for case in cases.values()} == {
        str(late): False,
        str(never): False,
        str(good.check_id): True,
    }
    assert cases[str(never)]["link"] == f"/api/followup/v1/appointments/{never}"
    other = assessment.as_staff("township-officer", OTHER_TOWN)
    assert (await other.get("/figures/results-on-time/cases", params=params)).json()["items"] == []
    assert (await officer.get("/figures/no-such/cases")).status_code == 404


async def test_every_indicator_tells_what_it_counts(assessment: Running) -> None:
    items = (await assessment.as_staff("village-worker", VILLAGE).get("/indicators")).json()["items"]
    by_id = {item["id"]: item for item in items}
    assert by_id["visits-on-time"]["measures"]["owed"]["where"] == "outcome != 'ended'"
    assert all(item["title_zh"] and item["title_en"] and item["source"] for item in items)


async def test_money_is_counted_from_owed_to_paid_and_what_came_back_until_it_is_sent_again(
    assessment: Running,
) -> None:
    due = date(2026, 11, 20)
    place: dict[str, Any] = {"division": VILLAGE, "fund": "county", "due_on": due}
    paid, less, stopped = (_planned(place, 80_00) for _ in range(3))
    back = _planned(place, 100_00)
    await happened(assessment, paid, less, stopped, back)
    await happened(
        assessment,
        PaymentAdjusted(payment_id=stopped.payment_id, amount_fen=0, **place),
        PaymentReleased(payment_id=back.payment_id, amount_fen=100_00, attempt=1, sent_on=due, **place),
        PaymentReturned(
            payment_id=back.payment_id, amount_fen=100_00, attempt=1, returned_on=due, after_success=False, **place
        ),
        PaymentCompleted(payment_id=paid.payment_id, amount_fen=80_00, attempt=1, paid_on=due, **place),
        PaymentCompleted(payment_id=less.payment_id, amount_fen=50_00, attempt=1, paid_on=date(2026, 11, 21), **place),
    )
    assert await _share(assessment, "payments-on-time") == (1, 3)
    assert await _share(assessment, "payments-in-full") == (1, 3)
    assert await _share(assessment, "payments-returned") == (1, 3)
    assert await _share(assessment, "returns-reissued") == (0, 1)
    (money,) = await figures(assessment, "money-paid")
    assert money["value"] == 0.5 and money["counts"] == {"owed": 260_00, "served": 130_00}
    again = PaymentReleased(
        payment_id=back.payment_id, amount_fen=100_00, attempt=2, sent_on=date(2026, 12, 1), **place
    )
    await happened(assessment, again)
    assert await _share(assessment, "returns-reissued-promptly") == (1, 1)


def _planned(place: dict[str, Any], fen: int) -> PaymentPlanned:
    return PaymentPlanned(payment_id=new_id(), entitlement_id=new_id(), amount_fen=fen, **place)


async def _share(service: Running, indicator: str) -> tuple[int, int]:
    (found,) = await figures(service, indicator)
    return found["part"], found["whole"]
