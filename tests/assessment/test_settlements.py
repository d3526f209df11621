"""A quarter is settled once, signed, and stays; what comes late lands in the next; appeals stand beside it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import httpx

from chassis import clock
from chassis.identifiers import new_id
from chassis.keys import read_key_set
from contracts.followup import VisitClosed, VisitScheduled
from contracts.registry import DivisionChanged
from services.assessment.settlements.sign import is_genuine
from services.assessment.subscriptions import SUBSCRIPTIONS
from tests.support.delivering import deliver
from tests.support.people import OTHER_VILLAGE, VILLAGE
from tests.support.running import Running

TOWN = "341599001000"
Q2, Q3 = "2026-Q2", "2026-Q3"


@contextmanager
def on(day: date) -> Iterator[None]:
    with clock.moved_to(datetime(day.year, day.month, day.day, 4, tzinfo=UTC)):
        yield


def scheduled(due: date, division: str = VILLAGE) -> VisitScheduled:
    return VisitScheduled(visit_id=new_id(), division=division, due_on=due, latest_on=due)


def closed(visit: VisitScheduled, outcome: str = "done") -> VisitClosed:
    return VisitClosed(
        visit_id=visit.visit_id,
        division=visit.division,
        due_on=visit.due_on,
        latest_on=visit.latest_on,
        closed_on=visit.due_on,
        outcome=outcome,
    )


async def _happened(service: Running, *events: Any) -> None:
    await deliver(service.app.state.database, SUBSCRIPTIONS, *events)


async def _settle(service: Running, period: str, expect: int = 201, **more: str) -> Any:
    # A token is good for a minute, and the clock moves by months: each call is made with one of its own.
    client = service.as_staff("county-officer")
    answer = await client.post("/settlements", json={"period": period, **more})
    assert answer.status_code == expect, answer.text
    return answer.json()


async def _score(service: Running, division: str, period: str) -> Any:
    return _ok(await service.as_staff("county-officer").get(f"/scores/{division}", params={"period": period}))


def _ok(answer: httpx.Response) -> Any:
    assert answer.status_code < 300, answer.text
    return answer.json()


async def _counts(service: Running, period: str) -> tuple[int, int]:
    lines = (await _score(service, VILLAGE, period))["lines"]
    line = next(line for line in lines if line["indicator"] == "visits-on-time")
    return line["part"], line["whole"]


async def test_a_settled_quarter_stays_and_the_next_takes_in_what_came_late(assessment: Running) -> None:
    visits = [scheduled(date(2026, 5, day)) for day in range(1, 11)]
    with on(date(2026, 6, 30)):
        await _happened(assessment, *visits, *(closed(visit) for visit in visits[:6]))
        before_all = await _settle(assessment, "2003-Q1", 409)
        assert before_all["type"].endswith("no-scorecard")
        asked = await assessment.as_staff("auditor").get("/scores", params={"period": "2003-01"})
        assert (asked.status_code, asked.json()["day"]) == (409, "2003-01-01")
        refused = await _settle(assessment, Q2, 409)
        assert (refused["type"].rpartition("/")[2], refused["begins"]) == ("period-not-over", "2026-07-01")
    with on(date(2026, 7, 3)):
        settled = await _settle(assessment, Q2)
        assert (await _settle(assessment, Q2, 409))["version"] == 1
        frozen = await _score(assessment, VILLAGE, Q2)
        assert frozen["settlement_id"] == settled["id"]
    with on(date(2026, 8, 1)):
        # Two outcomes were sent late, and one visit turns out not to have been owed at all.
        await _happened(assessment, closed(visits[6]), closed(visits[7]), closed(visits[9], "ended"))
        assert await _counts(assessment, Q2) == (6, 10)
        late = _ok(await assessment.as_staff("auditor").get(f"/settlements/{settled['id']}/late"))["items"]
        by_indicator = {name: each["value"] for each in late for name in each["indicators"]}
        assert (by_indicator["visits-on-time"], by_indicator["visits-forgotten"]) == (2, -1)
        others = [scheduled(date(2026, 8, day)) for day in range(1, 5)]
        await _happened(assessment, *others, *(closed(visit) for visit in others))
        assert await _counts(assessment, Q3) == (4, 4)
    with on(date(2026, 10, 2)):
        await _settle(assessment, Q3)
        assert await _counts(assessment, Q3) == (4 + 2, 4 - 1)
        assert await _counts(assessment, Q2) == (6, 10)
        late = _ok(await assessment.as_staff("auditor").get(f"/settlements/{settled['id']}/late"))["items"]
        assert late == [], "what was carried on is not carried again"
        assert (await _settle(assessment, Q2, 409, reason="again"))["type"].endswith("settled-since")


async def test_the_cases_behind_a_settled_score_are_those_of_its_day(assessment: Running) -> None:
    with on(date(2026, 6, 10)):
        done, open_then = scheduled(date(2026, 5, 2)), scheduled(date(2026, 5, 3))
        await _happened(assessment, done, open_then, closed(done))
    with on(date(2026, 7, 3)):
        await _settle(assessment, Q2)
    with on(date(2026, 7, 20)):
        unknown_then = scheduled(date(2026, 5, 4))
        await _happened(assessment, closed(open_then), unknown_then)
        line = next(
            each for each in (await _score(assessment, VILLAGE, Q2))["lines"] if each["indicator"] == "visits-on-time"
        )
        client = assessment.as_staff("county-officer")
        then = await _cases(client, line["cases"])
        now = await _cases(client, line["cases"].partition("&settlement")[0])
    assert then == {done.visit_id: True, open_then.visit_id: False}
    assert now == {done.visit_id: True, open_then.visit_id: True, unknown_then.visit_id: False}


async def _cases(client: httpx.AsyncClient, address: str) -> dict[UUID, bool]:
    items = _ok(await client.get(address.removeprefix("/api/assessment/v1")))["items"]
    return {UUID(item["id"]): item["counts"] for item in items}


async def test_a_settlement_verifies_and_a_changed_one_does_not(assessment: Running) -> None:
    town = DivisionChanged(code=TOWN, name="一镇", level="town", parent="341599000000", valid_from=date(2020, 1, 1))
    with on(date(2026, 7, 3)):
        await _happened(assessment, town, scheduled(date(2026, 5, 2)))
        settled = await _settle(assessment, Q2)
        again = await _settle(assessment, Q2, reason="一个村的数据补报")
        auditor = assessment.as_staff("auditor")
        keys = read_key_set(_ok(await auditor.get("/settlements/keys")))
        whole = _ok(await auditor.get(f"/settlements/{settled['id']}"))
        items = _ok(await auditor.get("/settlements"))["items"]
        worker = assessment.as_staff("village-worker", VILLAGE)
        assert (await worker.get(f"/settlements/{settled['id']}")).status_code == 403
    assert [item["version"] for item in items] == [2, 1] and again["version"] == 2
    assert is_genuine(whole["document"], whole["signature"], keys)
    whole["document"]["levels"]["town"][0]["score"]["value"] = 99
    assert not is_genuine(whole["document"], whole["signature"], keys)
    assert not is_genuine({**whole["document"], "period": Q3}, whole["signature"], keys)


async def test_an_appeal_is_decided_by_another_and_stands_beside_the_score(assessment: Running) -> None:
    with on(date(2026, 7, 3)):
        visits = [scheduled(date(2026, 5, day), place) for day in range(1, 9) for place in (VILLAGE, OTHER_VILLAGE)]
        await _happened(assessment, *visits, *(closed(visit) for visit in visits[:8]))
        settled = await _settle(assessment, Q2)
        entry = {"settlement_id": settled["id"], "division": VILLAGE, "indicator": "visits-on-time"}
        entry |= {"part": 8, "whole": 8, "reason": "补交了登记表"}
        worker = assessment.as_staff("village-worker", VILLAGE)
        elsewhere = await worker.post("/appeals", json=entry | {"division": OTHER_VILLAGE})
        assert elsewhere.status_code == 403
        assert (await worker.post("/appeals", json=entry | {"part": 9})).status_code == 422
        assert (await worker.post("/appeals", json=entry | {"indicator": "births"})).status_code == 409
        appeal = _ok(await worker.post("/appeals", json=entry))
        assert (await worker.post("/appeals", json=entry)).json()["appeal_id"] == appeal["id"]
        officer = assessment.as_staff("county-officer")
        decision = {"upheld": True, "reason": "登记表属实", "part": 7, "whole": 8}
        path = f"/appeals/{appeal['id']}/decision"
        assert (await officer.post(path, json=decision)).status_code == 428
        assert (await worker.post(path, json=decision)).status_code == 403
        decided = _ok(await officer.post(path, json=decision, headers={"If-Match": '"1"'}))
        assert (decided["state"], decided["decided_part"]) == ("upheld", 7)
        assert (await officer.post(path, json=decision, headers={"If-Match": '"2"'})).status_code == 409
        village, county = await _score(assessment, VILLAGE, Q2), await _score(assessment, "341599000000", Q2)
        other = await _score(assessment, OTHER_VILLAGE, Q2)
    assert village["value"] < village["after_appeals"]
    assert county["value"] < county["after_appeals"] < village["after_appeals"]
    assert other["after_appeals"] is None
    with on(date(2026, 8, 3)):
        late = assessment.as_staff("village-worker", OTHER_VILLAGE)
        refused = await late.post("/appeals", json=entry | {"division": OTHER_VILLAGE})
        assert (refused.status_code, refused.json()["until"]) == (409, "2026-07-18")
        assert len(_ok(await late.get("/appeals"))["items"]) == 0


async def test_nobody_decides_an_appeal_of_their_own(assessment: Running) -> None:
    with on(date(2026, 7, 3)):
        await _happened(assessment, scheduled(date(2026, 5, 2)))
        settled = await _settle(assessment, Q2)
        officer = assessment.as_staff("county-officer")
        entry = {"settlement_id": settled["id"], "division": VILLAGE, "indicator": "visits-on-time"}
        appeal = _ok(await officer.post("/appeals", json=entry | {"part": 1, "whole": 1, "reason": "错"}))
        decision = {"upheld": True, "reason": "对"}
        path = f"/appeals/{appeal['id']}/decision"
        refused = await officer.post(path, json=decision, headers={"If-Match": '"1"'})
        assert refused.json()["type"].endswith("own-appeal")


async def test_scores_of_an_open_period_stand_and_are_ranked_in_the_callers_area(assessment: Running) -> None:
    good = [scheduled(date(2026, 5, 1 + day % 28)) for day in range(60)]
    bad = [scheduled(date(2026, 5, 1 + day % 28), OTHER_VILLAGE) for day in range(60)]
    with on(date(2026, 6, 30)):
        await _happened(assessment, *good, *bad, *(closed(visit) for visit in good))
        officer = assessment.as_staff("county-officer")
        items = _ok(await officer.get("/scores", params={"period": Q2, "level": "village"}))["items"]
        worker = assessment.as_staff("village-worker", OTHER_VILLAGE)
        mine = _ok(await worker.get("/scores", params={"period": Q2, "level": "village"}))["items"]
        assert (await worker.get(f"/scores/{VILLAGE}", params={"period": Q2})).status_code == 404
    assert [(item["division"], item["rank"]) for item in items] == [(VILLAGE, 1), (OTHER_VILLAGE, 2)]
    assert items[0]["settlement_id"] is None and items[0]["band_zh"]
    assert [(item["division"], item["rank"]) for item in mine] == [(OTHER_VILLAGE, 2)]
