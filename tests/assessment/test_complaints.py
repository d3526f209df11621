"""Complaints are registered, answered, rated, reopened; one about coercion goes past the office concerned (C2, C9)."""

from datetime import UTC, date, datetime
from typing import Any

import httpx

from chassis import clock
from gateway.proxy.public import NOBODY
from tests.assessment.test_settlements import on
from tests.support.people import OTHER_VILLAGE, VILLAGE
from tests.support.running import Running

TOWN, COUNTY = "341599001000", "341599000000"
DAY = date(2026, 11, 2)


def entry(**changes: Any) -> dict[str, Any]:
    known = {"channel": "visit", "topic": "service-late", "division": VILLAGE, "received_on": str(DAY)}
    return known | {"words": "约好的随访没有来", "contact": "东头第三户"} | changes


def ok(answer: httpx.Response, status: int = 200) -> Any:
    assert answer.status_code == status, answer.text
    return answer.json()


def _matching(revision: int) -> dict[str, str]:
    return {"If-Match": f'"{revision}"'}


def by_code(service: Running) -> httpx.AsyncClient:
    """The complainant without an account, as the gateway tells of them."""
    return service.as_caller(NOBODY)


async def _figure(service: Running, indicator: str, **asked: str) -> tuple[int, int] | None:
    params = {"period": "2026-11", "indicator": indicator, "level": "village", **asked}
    items = ok(await service.as_staff("county-officer").get("/figures", params=params))["items"]
    return (items[0]["part"], items[0]["whole"]) if items else None


async def test_from_the_letter_to_the_rating_without_an_account(assessment: Running) -> None:
    with on(DAY):
        worker = assessment.as_staff("village-worker", VILLAGE)
        receipt = ok(await worker.post("/complaints", json=entry()), 201)
        assert receipt["number"].startswith("LX-2026-") and receipt["due_on"] == "2027-01-01"
        path = f"/complaints/{receipt['id']}"
        assert ok(await worker.get(path))["words"] == "约好的随访没有来"
        person = by_code(assessment)
        assert ok(await person.post("/complaint-receipts", json={"code": receipt["code"]}))["state"] == "registered"
        assert (await person.post("/complaint-receipts", json={"code": "x" * 22})).status_code == 404
        early = await person.post("/complaint-receipts/rating", json={"code": receipt["code"], "rating": 5})
        assert (early.status_code, early.json()["state"]) == (409, "registered")
        answer = {"words": "已补访,并说明原因", "upheld": True}
        assert (await worker.post(f"{path}/answer", json=answer)).status_code == 428
        answered = ok(await worker.post(f"{path}/answer", json=answer, headers=_matching(1)))
        assert (answered["state"], answered["answered_on"]) == ("answered", str(DAY))
        seen = ok(await person.post("/complaint-receipts", json={"code": receipt["code"]}))
        assert seen["answer"] == "已补访,并说明原因" and "contact" not in seen and "words" not in seen
        rated = ok(await person.post("/complaint-receipts/rating", json={"code": receipt["code"], "rating": 4}))
        assert (rated["state"], rated["rating"]) == ("closed", 4)
    assert await _figure(assessment, "complaints-satisfied") == (1, 1)
    assert await _figure(assessment, "complaints-settled-at-first") == (1, 1)
    assert await _figure(assessment, "complaints-registered-promptly") == (1, 1)
    assert await _figure(assessment, "complaints-on-time", period="2027-01") == (1, 1)


async def test_an_answer_that_does_not_satisfy_goes_to_the_county(assessment: Running) -> None:
    with on(DAY):
        worker = assessment.as_staff("village-worker", VILLAGE)
        receipt = ok(await worker.post("/complaints", json=entry()), 201)
        path = f"/complaints/{receipt['id']}"
        ok(await worker.post(f"{path}/answer", json={"words": "无", "upheld": False}, headers=_matching(1)))
        person = by_code(assessment)
        again = {"code": receipt["code"], "words": "还是没有人来"}
        assert ok(await person.post("/complaint-receipts/reopening", json=again))["reopened"] == 1
        refused = await worker.post(f"{path}/answer", json={"words": "无", "upheld": False}, headers=_matching(3))
        assert refused.status_code == 403
        officer = assessment.as_staff("county-officer")
        whole = ok(await officer.get(path))
        assert whole["assigned_division"] == COUNTY and "还是没有人来" in whole["words"]
        ok(await officer.post(f"{path}/answer", json={"words": "已办", "upheld": True}, headers=_matching(3)))
    assert await _figure(assessment, "complaints-settled-at-first", level="county") == (0, 1)
    with on(date(2026, 12, 20)):
        late = await assessment.as_staff("county-officer").post(f"{path}/reopening", json={"words": "还是不满意"})
        assert (late.status_code, late.json()["until"]) == (409, "2026-12-02")


async def test_a_complaint_about_coercion_goes_past_the_office_and_overrules_its_score(assessment: Running) -> None:
    with on(DAY):
        worker = assessment.as_staff("village-worker", VILLAGE)
        receipt = ok(await worker.post("/complaints", json=entry(topic="coercion")), 201)
        path = f"/complaints/{receipt['id']}"
        for role, place in (("village-worker", VILLAGE), ("township-officer", TOWN)):
            below = assessment.as_staff(role, place)  # type: ignore[arg-type]
            assert (await below.get(path)).status_code == 404
            assert ok(await below.get("/complaints"))["items"] == []
            assert (await below.post(f"{path}/answer", json={"words": "无", "upheld": False})).status_code == 404
        assert ok(await assessment.as_staff("auditor").get(path))["confidential"] is True
        # Nor do the office's own figures give it away.
        assert await _figure(assessment, "complaints-registered-promptly", division=VILLAGE) is None
        officer = assessment.as_staff("county-officer")
        down = await officer.post(f"{path}/assignment", json={"division": TOWN}, headers=_matching(1))
        assert down.status_code == 403
        finding = {"words": "属实,已责令改正并赔礼", "upheld": True, "violation": "coercion"}
        ok(await officer.post(f"{path}/answer", json=finding, headers=_matching(1)))
        score = ok(await officer.get(f"/scores/{VILLAGE}", params={"period": "2026-11"}))
    assert (score["band"], score["vetoed_by"]) == ("poor", ["rights-violated"])


async def test_who_registered_a_complaint_finds_no_violation_in_it_nor_does_a_township(assessment: Running) -> None:
    with on(DAY):
        officer = assessment.as_staff("county-officer")
        receipt = ok(await officer.post("/complaints", json=entry(topic="money-late")), 201)
        finding = {"words": "属实", "upheld": True, "violation": "money-withheld"}
        path = f"/complaints/{receipt['id']}"
        refused = await officer.post(f"{path}/answer", json=finding, headers=_matching(1))
        assert refused.json()["type"].endswith("own-complaint")
        town = assessment.as_staff("township-officer", TOWN)
        assert (await town.post(f"{path}/answer", json=finding, headers=_matching(1))).status_code == 403
        unfounded = finding | {"upheld": False}
        assert (await town.post(f"{path}/answer", json=unfounded, headers=_matching(1))).status_code == 422
        ok(await assessment.as_staff("county-admin").post(f"{path}/answer", json=finding, headers=_matching(1)))


async def test_it_is_handed_on_extended_once_and_refused_where_it_makes_no_sense(assessment: Running) -> None:
    with on(DAY):
        worker = assessment.as_staff("village-worker", VILLAGE)
        receipt = ok(await worker.post("/complaints", json=entry()), 201)
        path = f"/complaints/{receipt['id']}"
        town = assessment.as_staff("township-officer", TOWN)
        assigned = ok(await town.post(f"{path}/assignment", json={"division": TOWN}, headers=_matching(1)))
        assert assigned["assigned_division"] == TOWN
        stale = await town.post(f"{path}/assignment", json={"division": TOWN}, headers=_matching(1))
        assert (stale.status_code, stale.json()["current"]) == (412, 2)
        outside = await town.post(f"{path}/assignment", json={"division": OTHER_VILLAGE}, headers=_matching(2))
        assert outside.status_code == 403
        officer = assessment.as_staff("county-officer")
        longer = ok(await officer.post(f"{path}/extension", headers=_matching(2)))
        assert longer["due_on"] == "2027-01-31"
        assert (await officer.post(f"{path}/extension", headers=_matching(3))).status_code == 409
        future = await worker.post("/complaints", json=entry(received_on="2026-11-03"))
        assert future.json()["errors"][0]["pointer"] == "/received_on"
        elsewhere = await worker.post("/complaints", json=entry(division="329999001001"))
        assert elsewhere.status_code == 403


async def test_nothing_that_was_said_lies_open_in_the_database(assessment: Running) -> None:
    with clock.moved_to(datetime(2026, 11, 2, 4, tzinfo=UTC)):
        ok(await assessment.as_staff("auditor").post("/complaints", json=entry(words="标记甲", contact="标记乙")), 201)
    row = await assessment.app.state.database.pool.fetchval("SELECT c::text FROM complaints c")
    facts = await assessment.app.state.database.pool.fetchval("SELECT string_agg(f::text, ' ') FROM facts f")
    for mark in ("标记甲", "标记乙"):
        assert mark not in row and mark not in facts and mark.encode().hex() not in row
