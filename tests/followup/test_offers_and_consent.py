"""A birth offers; consent starts; nothing happens in between."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from chassis.identifiers import new_id
from contracts.registry import BirthRevoked
from services.followup.subscriptions import SUBSCRIPTIONS
from tests.followup.care import BORN, Care, after, on
from tests.support.delivering import deliveries_of, handle
from tests.support.people import VILLAGE, registered


async def test_a_birth_offers_both_plans_and_plans_no_visit(care: Care) -> None:
    with on(after(3)):
        await care.be_born()
        child, mother = await care.plan_of(care.child), await care.plan_of(care.mother)
    assert (child["protocol"], child["state"], child["visits"]) == ("newborn-and-child", "offered", [])
    assert (mother["protocol"], mother["state"], mother["visits"]) == ("postpartum", "offered", [])
    assert child["anchor_on"] == str(BORN)
    assert await care.told() == []


async def test_without_a_mother_in_the_register_only_the_child_is_offered_care(care: Care) -> None:
    with on(after(3)):
        await care.be_born(mother_id=None)
        assert await care.plans_of(care.mother) == []
        assert len(await care.plans_of(care.child)) == 1


async def test_a_birth_told_again_offers_nothing_new(care: Care) -> None:
    with on(after(3)):
        await care.be_born()
        deliveries = deliveries_of([care.birth_event(), care.birth_event()])
        await handle(care.database, SUBSCRIPTIONS, deliveries)
        assert len(await care.plans_of(care.child)) == len(await care.plans_of(care.mother)) == 1


async def test_what_lies_wholly_in_the_past_is_not_offered(care: Care) -> None:
    with on(after(400)):
        await care.be_born()
        assert await care.plans_of(care.mother) == []
        assert (await care.agree(care.child)).status_code == 200
        steps = [visit["step"] for visit in (await care.plan_of(care.child))["visits"]]
    assert steps == ["month-18", "month-24", "month-30", "month-36", "year-4", "year-5", "year-6"]


async def test_a_guardians_consent_starts_the_childs_plan(care: Care) -> None:
    with on(after(3)):
        await care.be_born()
        answer = await care.agree(care.child)
        assert answer.status_code == 200, answer.text
        plan = answer.json()
        assert (plan["state"], len(plan["visits"])) == ("active", 13)
        first = plan["visits"][0]
        assert (first["step"], first["state"], first["place"]) == ("newborn-home-visit", "due", "home")
        assert first["latest_on"] == str(after(7))
        assert {v["state"] for v in plan["visits"][1:]} == {"scheduled"}
        told = await care.told()
    assert [kind for kind, _ in told] == ["visit-scheduled"] * 13
    assert {UUID(data["visit_id"]) for _, data in told} == {UUID(v["id"]) for v in plan["visits"]}


async def test_the_mothers_own_consent_starts_hers(care: Care) -> None:
    with on(after(3)):
        await care.be_born()
        plan = (await care.agree(care.mother)).json()
    assert [v["due_on"] for v in plan["visits"]] == [str(after(5)), str(after(42))]


async def test_a_consent_on_paper_counts_from_its_own_day(care: Care) -> None:
    with on(after(20)):
        await care.be_born()
        await care.agree(care.mother, given_on=str(after(2)))
        home = await care.visit(care.mother, "postpartum-home-visit")
        assert home["state"] == "due"
        assert await care.sweep() == (0, 1)
        assert (await care.record(home, "done", after(4))).json()["state"] == "done"


async def test_the_same_consent_again_changes_nothing_and_another_is_refused(care: Care) -> None:
    with on(after(3)):
        await care.be_born()
        first, again = (await care.agree(care.child)).json(), await care.agree(care.child)
        assert again.json() == first
        other = await care.agree(care.child, how="spoken")
        assert other.status_code == 409
        assert other.json()["type"].endswith("/plan-is-final")
        assert len(await care.told()) == 13


async def test_consent_must_fit(care: Care) -> None:
    with on(after(3)):
        await care.be_born()
        child = registered(birth_date=date(2015, 1, 1))
        await care.tell(child)
        wrong: list[tuple[dict[str, Any], str]] = [
            ({"guardian_id": None}, "#/guardian_id"),
            ({"guardian_id": str(new_id())}, "#/guardian_id"),
            ({"guardian_id": str(child.person_id)}, "#/guardian_id"),
            ({"text_version": "99"}, "#/text_version"),
            ({"given_on": str(after(4))}, "#/given_on"),
            ({"reason": "x"}, "#/reason"),
        ]
        for changes, pointer in wrong:
            answer = await care.agree(care.child, **changes)
            assert answer.status_code == 422, changes
            assert [fault["pointer"] for fault in answer.json()["errors"]] == [pointer]
        assert (await care.plan_of(care.child))["state"] == "offered"


async def test_a_stale_if_match_is_refused(care: Care) -> None:
    with on(after(3)):
        await care.be_born()
        plan = await care.plan_of(care.child)
        body = care.guardian | {"how": "app", "text_version": "1"}
        path = f"/plans/{plan['id']}/consent"
        assert (await care.worker().post(path, json=body, headers={"If-Match": '"7"'})).status_code == 412
        assert (await care.worker().post(path, json=body, headers={"If-Match": '"1"'})).status_code == 200


async def test_care_asked_for_is_offered_and_waits_for_consent(care: Care) -> None:
    with on(after(3)):
        await care.be_born()
        asked = {"person_id": str(care.mother), "protocol": "antenatal", "anchor_on": str(after(-60))}
        unasked = await care.worker().post("/plans", json=asked | {"requested_by_person": False})
        assert (unasked.status_code, unasked.json()["rule"]) == (422, "C2")
        answer = await care.worker().post("/plans", json=asked | {"requested_by_person": True})
        assert (answer.status_code, answer.json()["state"], answer.json()["visits"]) == (201, "offered", [])
        twin = await care.worker().post("/plans", json=asked | {"requested_by_person": True})
        assert (twin.status_code, twin.json()["plan_id"]) == (409, answer.json()["id"])
        consent = {"given_by": "self", "how": "spoken", "text_version": "1"}
        started = await care.worker().post(f"/plans/{answer.json()['id']}/consent", json=consent)
        assert len(started.json()["visits"]) == 7


async def test_what_is_asked_for_must_exist(care: Care) -> None:
    with on(after(3)):
        await care.be_born()
        asked = {"person_id": str(care.mother), "protocol": "after-procedure", "requested_by_person": True}
        for changes, status in [
            ({"anchor_on": str(BORN), "protocol": "quota"}, 422),
            ({"anchor_on": str(BORN - timedelta(days=3000))}, 422),
            ({"anchor_on": str(BORN), "person_id": str(new_id())}, 404),
            ({"anchor_on": "soon"}, 422),
        ]:
            answer = await care.worker().post("/plans", json=asked | changes)
            assert answer.status_code == status, changes
        outside = await care.worker("341599001202").post("/plans", json=asked | {"anchor_on": str(BORN)})
        assert outside.status_code == 404


async def test_a_birth_taken_back_ends_both_plans_quietly(care: Care) -> None:
    with on(after(3)):
        await care.be_born()
        await care.agree(care.child)
        await care.tell(BirthRevoked(person_id=care.child, birth_id=care.birth))
        child, mother = await care.plan_of(care.child), await care.plan_of(care.mother)
        closed = await care.told("visit-closed")
    assert (child["state"], mother["state"]) == ("ended", "ended")
    assert {data["outcome"] for _, data in closed} == {"ended"}
    assert len(closed) == 13


async def test_plans_are_listed_by_place_state_and_person(care: Care) -> None:
    with on(after(3)):
        await care.be_born()
        worker, other = care.worker(), care.worker("341599001202")
        page = (await worker.get("/plans", params={"state": "offered", "limit": 1})).json()
        rest = (await worker.get("/plans", params={"cursor": page["next"]})).json()
        assert {item["name"] for item in page["items"] + rest["items"]} == {"李梅花", "李小宝"}
        assert rest["next"] is None
        assert (await other.get("/plans")).json()["items"] == []
        assert (await other.get(f"/plans/{page['items'][0]['id']}")).status_code == 404
        assert (await other.get("/plans", params={"division": VILLAGE})).status_code == 403
        assert (await worker.get("/plans", params={"division": "1"})).status_code == 422
        assert (await worker.get("/plans", params={"cursor": "1"})).status_code == 422
