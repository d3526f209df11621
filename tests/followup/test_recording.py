"""A worker records visits: on the day, late, twice, contradictorily, by phone, not at all."""

import asyncio
from datetime import date
from typing import Any

import pytest

from chassis.identifiers import new_id
from tests.followup.care import TOWN, Care, after, on

FOUND = {"note": "母子平安", "findings": {"weight": 3.6, "jaundice": False}}


@pytest.fixture
async def home(care: Care) -> dict[str, Any]:
    """The newborn home visit, agreed to on the third day."""
    with on(after(3)):
        await care.be_born()
        await care.agree(care.child)
        return await care.visit(care.child, "newborn-home-visit")


async def test_a_visit_made_in_time(care: Care, home: dict[str, Any]) -> None:
    with on(after(6)):
        answer = await care.record(home, "done", after(6), content=FOUND)
        assert (answer.status_code, answer.json()["state"]) == (200, "done")
        content = (await care.worker().get(f"/visits/{home['id']}/content")).json()
    (entry,) = content["entries"]
    assert entry["content"] == FOUND
    assert (entry["place"], entry["done_on"], entry["recorded_by"]) == ("home", str(after(6)), "test-village-worker")
    ((_, told),) = await care.told("visit-closed")
    assert told == {
        "visit_id": home["id"],
        "division": home["division"],
        "due_on": home["due_on"],
        "latest_on": home["latest_on"],
        "closed_on": str(after(6)),
        "outcome": "done",
    }


async def test_recorded_late_is_not_made_late(care: Care, home: dict[str, Any]) -> None:
    with on(after(40)):
        await care.sweep()
        assert (await care.record(home, "done", after(7))).json()["state"] == "done"
        month = await care.visit(care.child, "month-1")
        assert month["state"] == "overdue"
        assert (await care.record(month, "done", after(35))).json()["state"] == "done-late"
    assert [data["outcome"] for _, data in await care.told("visit-closed")] == ["done", "done-late"]


async def test_time_makes_visits_due_and_overdue_once(care: Care, home: dict[str, Any]) -> None:
    with on(after(8)):
        assert await care.sweep() == (0, 1)
        assert await care.sweep() == (0, 0)
    with on(after(31)):
        assert await care.sweep() == (1, 1)
        assert await care.sweep() == (0, 0)
    overdue = [data["visit_id"] for _, data in await care.told("visit-overdue")]
    assert len(overdue) == len(set(overdue)) == 2
    assert overdue[0] == home["id"]


async def test_two_sweeps_at_once_tell_of_a_visit_once(care: Care, home: dict[str, Any]) -> None:
    with on(after(31)):
        await asyncio.gather(*(care.sweep() for _ in range(4)))
        await care.sweep()
    overdue = [data["visit_id"] for _, data in await care.told("visit-overdue")]
    assert len(overdue) == len(set(overdue)) == 2


async def test_the_same_entry_again_gets_the_same_answer(care: Care, home: dict[str, Any]) -> None:
    with on(after(6)):
        first = await care.record(home, "done", after(5), content=FOUND)
        again = await care.record(home, "done", after(5), content=FOUND)
        key = {"Idempotency-Key": "a"}
        keyed = [await care.record(home, "done", after(5), content=FOUND, headers=key) for _ in range(2)]
        content = (await care.worker().get(f"/visits/{home['id']}/content")).json()
    assert first.json() == again.json() == keyed[0].json() == keyed[1].json()
    assert keyed[1].headers["Idempotent-Replayed"] == "true"
    assert len(content["entries"]) == len(await care.told("visit-closed")) == 1


async def test_two_workers_at_once_are_answered_one_after_the_other(care: Care, home: dict[str, Any]) -> None:
    with on(after(6)):
        answers = await asyncio.gather(
            *(care.record(home, outcome, after(5)) for outcome in ("done", "done", "declined", "referred"))
        )
    assert sorted(answer.status_code for answer in answers).count(409) in (2, 3)
    assert len(await care.told("visit-closed")) == 1


async def test_what_contradicts_is_refused_and_nothing_is_lost(care: Care, home: dict[str, Any]) -> None:
    with on(after(6)):
        await care.record(home, "done", after(5), content=FOUND)
        for outcome, day, more in [
            ("done", after(4), {}),
            ("declined", after(5), {}),
            ("done", after(5), {"content": FOUND | {"note": "x"}}),
        ]:
            answer = await care.record(home, outcome, day, **more)
            assert (answer.status_code, answer.json()["state"]) == (409, "done")
        content = (await care.worker().get(f"/visits/{home['id']}/content")).json()
    assert [entry["content"] for entry in content["entries"]] == [FOUND]


async def test_not_found_then_reached_by_phone(care: Care, home: dict[str, Any]) -> None:
    with on(after(6)):
        missed = await care.record(home, "not_found", after(5))
        assert (missed.json()["state"], missed.json()["attempts"]) == ("due", 1)
        assert await care.told("visit-closed") == []
        called = await care.record(home, "phone_instead", after(6), content={"note": "电话随访"})
        assert (called.json()["state"], called.json()["attempts"]) == ("done", 1)
        content = (await care.worker().get(f"/visits/{home['id']}/content")).json()
    assert [entry["place"] for entry in content["entries"]] == [None, "phone"]


async def test_not_reached_can_still_be_done_late(care: Care, home: dict[str, Any]) -> None:
    with on(after(12)):
        await care.sweep()
        assert (await care.record(home, "not_found", after(10))).json()["state"] == "not-reached"
        assert (await care.record(home, "done", after(12))).json()["state"] == "done-late"
    assert [data["outcome"] for _, data in await care.told("visit-closed")] == ["not-reached", "done-late"]


async def test_a_referral_offers_to_ask_how_it_went(care: Care, home: dict[str, Any]) -> None:
    with on(after(6)):
        assert (await care.record(home, "referred", after(6))).json()["state"] == "done"
        await care.record(home, "referred", after(6))
        offered = [plan for plan in await care.plans_of(care.child) if plan["origin"] == "referral"]
    assert [(plan["protocol"], plan["state"]) for plan in offered] == [("after-referral", "offered")]


async def test_hearing_of_a_death_ends_every_visit_of_the_person(care: Care, home: dict[str, Any]) -> None:
    with on(after(6)):
        assert (await care.record(home, "died", after(6))).json()["state"] == "ended"
        plan = await care.plan_of(care.child)
    assert plan["state"] == "ended"
    assert {visit["state"] for visit in plan["visits"]} == {"ended"}


async def test_the_last_outcome_completes_the_plan(care: Care) -> None:
    with on(after(3)):
        await care.be_born()
        await care.agree(care.mother)
        await care.record(await care.visit(care.mother, "postpartum-home-visit"), "done", after(3))
    with on(after(50)):
        assert (await care.plan_of(care.mother))["state"] == "active"
        await care.record(await care.visit(care.mother, "day-42"), "declined", after(50))
        plan = await care.plan_of(care.mother)
    assert plan["state"] == "completed"
    assert [visit["state"] for visit in plan["visits"]] == ["done", "declined"]


@pytest.mark.parametrize(
    ("body", "pointers"),
    [
        ({"outcome": "punished", "done_on": str(after(5))}, ["#/outcome"]),
        ({"outcome": "done"}, ["#/done_on"]),
        ({"outcome": "done", "done_on": str(after(7))}, ["#/done_on"]),
        ({"outcome": "done", "done_on": str(after(-1))}, ["#/done_on"]),
        ({"outcome": "phone_instead", "done_on": str(after(5)), "place": "home"}, ["#/place"]),
        ({"outcome": "not_found", "done_on": str(after(5)), "content": FOUND}, ["#/content"]),
        (
            {"outcome": "done", "done_on": str(after(9)), "content": {"findings": {"weight": "3", "a/b": 1}}},
            ["#/done_on", "#/content/findings/weight", "#/content/findings/a~1b"],
        ),
        ({"outcome": "done", "done_on": str(after(5)), "content": {"findings": {"weight": True}}}, None),
        ({"outcome": "done", "done_on": str(after(5)), "penalty": 5}, ["#/penalty"]),
    ],
)
async def test_every_fault_is_named(
    care: Care, home: dict[str, Any], body: dict[str, Any], pointers: list[str] | None
) -> None:
    with on(after(6)):
        answer = await care.worker().post(f"/visits/{home['id']}/outcome", json=body)
        assert answer.status_code == 422
        named = [fault["pointer"] for fault in answer.json()["errors"]]
        assert named == pointers if pointers else named == ["#/content/findings/weight"]
        assert (await care.visit(care.child, "newborn-home-visit"))["state"] == "due"


async def test_if_match_is_heeded(care: Care, home: dict[str, Any]) -> None:
    with on(after(6)):
        read = await care.worker().get(f"/visits/{home['id']}")
        assert read.headers["ETag"] == '"1"'
        stale = await care.record(home, "done", after(5), headers={"If-Match": '"9"'})
        assert (stale.status_code, stale.json()["current"]) == (412, 1)
    with on(after(9)):
        await care.sweep()
        answer = await care.record(home, "done", after(5), headers={"If-Match": read.headers["ETag"]})
        assert answer.status_code == 200, "that days passed is no change by somebody else"


async def test_other_villages_cannot_see_or_record_it(care: Care, home: dict[str, Any]) -> None:
    with on(after(6)):
        stranger = care.worker("341599001202")
        for path in ("", "/content", "/why"):
            assert (await stranger.get(f"/visits/{home['id']}{path}")).status_code == 404
        assert (await care.record(home, "done", after(5), client=stranger)).status_code == 404
        assert (await care.record({"id": str(new_id())}, "done", after(5), client=stranger)).status_code == 404
        township = care.service.as_staff("township-officer", TOWN)
        assert (await care.record(home, "done", after(5), client=township)).status_code == 200


async def test_why_a_visit_is_there(care: Care, home: dict[str, Any]) -> None:
    with on(after(6)):
        why = (await care.worker().get(f"/visits/{home['id']}/why")).json()
    assert (why["protocol"], why["version"], why["step"]) == ("newborn-and-child", 1, "newborn-home-visit")
    assert (why["origin"], why["origin_id"]) == ("birth", str(care.birth))
    assert why["event_id"] is not None
    assert (why["anchor_on"], why["latest"]) == (str(after(0)), "P7D")
    assert why["source"].startswith("国家基本公共卫生服务规范")
    assert why["consent"] == {"given_by": "guardian", "how": "paper", "text_version": "1", "given_on": str(after(3))}


async def test_the_work_list(care: Care, home: dict[str, Any]) -> None:
    with on(after(3)):
        await care.agree(care.mother)
    with on(after(8)):
        await care.sweep()
        worker = care.worker()
        everything = (await worker.get("/visits")).json()["items"]
        assert [item["due_on"] for item in everything] == sorted(item["due_on"] for item in everything)
        assert len(everything) == 15
        soon = (await worker.get("/visits", params={"due_before": str(after(28))})).json()["items"]
        assert {(item["name"], item["title_zh"], item["state"]) for item in soon} == {
            ("李小宝", "新生儿家庭访视", "overdue"),
            ("李梅花", "产后访视", "overdue"),
        }
        mine = (await worker.get("/visits", params={"person_id": str(care.mother)})).json()["items"]
        assert [item["step"] for item in mine] == ["postpartum-home-visit", "day-42"]
        seen, cursor = list[str](), None
        while cursor is not None or not seen:
            page = (await worker.get("/visits", params={"limit": 4} | ({"cursor": cursor} if cursor else {}))).json()
            seen, cursor = seen + [item["id"] for item in page["items"]], page["next"]
        assert seen == [item["id"] for item in everything]
        await care.record(home, "done", date.fromisoformat(home["due_on"]))
        done = await worker.get("/visits", params={"state": "done"})
        assert [item["id"] for item in done.json()["items"]] == [home["id"]]
        assert done.headers["Huijia-Subjects"] == str(care.child)
        for params in ({"state": "bad"}, {"division": "x"}, {"cursor": "%"}, {"limit": 0}, {"due_before": "soon"}):
            assert (await worker.get("/visits", params=params)).status_code == 422
        assert (await worker.get("/visits", params={"division": TOWN})).status_code == 403
