"""C2 in follow-up care: consent first; no is final, one step, without a reason, and costs nobody anything."""

from typing import Any

import asyncpg
import pytest

from chassis.identifiers import new_id
from tests.followup.care import BORN, Care, after, on
from tests.support.people import registered


async def _visit_without_consent(care: Care, plan_id: str) -> None:
    await care.database.pool.execute(
        "INSERT INTO visits (id, plan_id, person_id, version, step, occurrence, base_on, place, division,"
        " former_divisions, earliest_on, due_on, latest_on, state, attempts, revision)"
        " VALUES (gen_random_uuid(), $1, gen_random_uuid(), 1, 'x', 1, now(), 'home', 'x', '{}', now(), now(), now(),"
        " 'due', 0, 1)",
        plan_id,
    )


async def test_an_offer_is_nothing_more_than_an_offer(care: Care) -> None:
    with on(after(3)):
        await care.be_born()
    with on(after(60)):
        assert await care.sweep() == (0, 0)
        assert await care.database.pool.fetchval("SELECT count(*) FROM visits") == 0
        assert await care.told() == []


async def test_the_database_itself_takes_no_visit_without_consent(care: Care) -> None:
    with on(after(3)):
        await care.be_born()
        plan = await care.plan_of(care.child)
    with pytest.raises(asyncpg.ForeignKeyViolationError):
        await _visit_without_consent(care, plan["id"])


@pytest.mark.parametrize("way", ["decline", "withdraw"])
@pytest.mark.parametrize("body", [None, {}])
async def test_one_step_without_a_reason(care: Care, way: str, body: dict[str, Any] | None) -> None:
    with on(after(3)):
        await care.be_born()
        plan = await care.plan_of(care.child)
        answer = await care.worker().post(f"/plans/{plan['id']}/{way}", json=body)
        assert (answer.status_code, answer.json()["state"]) == (200, "declined")
        again = await care.worker().post(f"/plans/{plan['id']}/{way}", json=body)
        assert again.json() == answer.json()


@pytest.mark.parametrize("way", ["decline", "withdraw"])
@pytest.mark.parametrize("extra", [{"reason": "家中无人"}, {"note": ""}, {"persuaded_by": "x"}])
async def test_a_reason_is_refused_by_name_of_the_rule(care: Care, way: str, extra: dict[str, str]) -> None:
    with on(after(3)):
        await care.be_born()
        plan = await care.plan_of(care.child)
        answer = await care.worker().post(f"/plans/{plan['id']}/{way}", json=extra)
        assert (answer.status_code, answer.json()["rule"]) == (422, "C2")
        assert answer.json()["type"].endswith("/problems/charter")


async def test_a_refused_visit_takes_no_reason_either(care: Care) -> None:
    with on(after(3)):
        await care.be_born()
        await care.agree(care.child)
        home = await care.visit(care.child, "newborn-home-visit")
        answer = await care.record(home, "declined", after(3), content={"note": "不愿意"})
        assert (answer.status_code, answer.json()["rule"]) == (422, "C2")


async def test_no_is_final(care: Care) -> None:
    with on(after(3)):
        await care.be_born()
        plan = await care.plan_of(care.child)
        await care.worker().post(f"/plans/{plan['id']}/decline")
        answer = await care.agree(care.child)
        assert (answer.status_code, answer.json()["type"].split("/")[-1]) == (409, "plan-is-final")
        # No event brings the offer back; only the family's own request does, as a new plan.
        await care.tell(care.birth_event())
        assert [plan["state"] for plan in await care.plans_of(care.child)] == ["declined"]
        asked = {"person_id": str(care.child), "protocol": "newborn-and-child", "anchor_on": str(BORN)}
        unasked = await care.worker().post("/plans", json=asked | {"requested_by_person": False})
        assert (unasked.status_code, unasked.json()["rule"]) == (422, "C2")
        answer = await care.worker().post("/plans", json=asked | {"requested_by_person": True})
        assert answer.status_code == 201
        assert [plan["state"] for plan in await care.plans_of(care.child)] == ["declined", "offered"]


async def test_leaving_ends_every_open_visit_and_nobody_is_chased_or_blamed(care: Care) -> None:
    with on(after(3)):
        await care.be_born()
        await care.agree(care.child)
        await care.record(await care.visit(care.child, "newborn-home-visit"), "done", after(3))
    with on(after(40)):
        await care.sweep()
        month = await care.visit(care.child, "month-1")
        assert (await care.record(month, "not_found", after(40))).json()["state"] == "not-reached"
        plan = await care.plan_of(care.child)
        left = await care.worker().post(f"/plans/{plan['id']}/withdraw")
        assert left.json()["state"] == "withdrawn"
        assert [v["state"] for v in left.json()["visits"]] == ["done"] + ["ended"] * 12
    with on(after(3000)):
        assert await care.sweep() == (0, 0)
        assert (await care.worker().get("/visits")).json()["items"] == []
    last = {data["visit_id"]: data["outcome"] for kind, data in await care.told("visit-closed")}
    assert sorted(last.values()) == ["done"] + ["ended"] * 12, "even the one not reached leaves every count"


async def test_the_house_cannot_tell_a_refusal_from_any_other_end(care: Care) -> None:
    with on(after(3)):
        await care.be_born()
        await care.agree(care.child)
        for step, outcome in [("newborn-home-visit", "declined"), ("month-1", "moved")]:
            await care.record(await care.visit(care.child, step), outcome, after(3))
        await care.worker().post(f"/plans/{(await care.plan_of(care.child))['id']}/withdraw")
    closed = [data for _, data in await care.told("visit-closed")]
    assert len(closed) == 13
    assert {data["outcome"] for data in closed} == {"ended"}
    assert {tuple(sorted(data)) for data in closed} == {
        ("closed_on", "division", "due_on", "latest_on", "outcome", "visit_id")
    }


async def test_care_after_a_withdrawal_is_not_recorded(care: Care) -> None:
    with on(after(3)):
        await care.be_born()
        await care.agree(care.child)
    with on(after(5)):
        plan = await care.plan_of(care.child)
        home = plan["visits"][0]
        await care.worker().post(f"/plans/{plan['id']}/withdraw")
    with on(after(8)):
        answer = await care.record(home, "done", after(6))
        assert (answer.status_code, answer.json()["ended_on"]) == (409, str(after(5)))
        assert (await care.record(home, "done", after(4))).json()["state"] == "done", "what was done before counts"


async def test_from_fourteen_on_people_decide_for_themselves(care: Care) -> None:
    with on(after(3)):
        await care.be_born()
        answer = await care.agree(care.mother, given_by="guardian", guardian_id=str(care.mother))
        assert (answer.status_code, answer.json()["rule"]) == (422, "C2")


async def test_for_a_child_under_fourteen_a_guardian_agrees(care: Care) -> None:
    """C10."""
    with on(after(3)):
        await care.be_born()
        answer = await care.agree(care.child, given_by="self", guardian_id=None)
        assert (answer.status_code, answer.json()["rule"]) == (422, "C10")
        assert (await care.plan_of(care.child))["state"] == "offered"


async def test_care_is_offered_whoever_the_parents_are_and_however_many_children_there_are(care: Care) -> None:
    """C1."""
    with on(after(3)):
        await care.tell(registered(care.mother, marital_status="10"))
        for _ in range(5):
            care.child, care.birth = new_id(), new_id()
            await care.tell(registered(care.child, birth_date=BORN), care.birth_event())
            assert (await care.plan_of(care.child))["state"] == "offered"
        assert len(await care.plans_of(care.mother)) == 5
