"""After a merge one plan of each care goes on; which one is a rule, is explained, and goes back with the merge."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import httpx

from chassis.identifiers import new_id
from chassis.sweeps import run_once
from services.followup.plans.offer_by_age import OFFER_BY_AGE
from services.followup.plans.rules import is_one_care
from services.followup.protocols.catalogue import catalogue
from tests.followup.care import Care, after, on
from tests.followup.services import SELF
from tests.followup.test_merges import ADULT, merge, state, unmerge
from tests.followup.test_taken_back import states
from tests.support.people import registered


async def asked(care: Care, person: UUID, anchor: date, protocol: str = "after-procedure") -> str:
    body = {"person_id": str(person), "protocol": protocol, "anchor_on": str(anchor), "requested_by_person": True}
    plan = (await care.worker().post("/plans", json=body)).json()["id"]
    assert (await care.worker().post(f"/plans/{plan}/consent", json=SELF)).status_code == 200
    return plan


async def seen(care: Care, plan: str) -> dict[str, Any]:
    return (await care.worker().get(f"/plans/{plan}")).json()


async def two(care: Care) -> tuple[UUID, UUID]:
    people = new_id(), new_id()
    await care.tell(*(registered(person, **ADULT) for person in people))
    return people


async def done(care: Care, plan: str, step: str, day: int) -> httpx.Response:
    visit = next(v for v in (await seen(care, plan))["visits"] if v["step"] == step)
    return await care.record(visit, "done", after(day))


def test_what_is_one_care() -> None:
    newest = {protocol.id: protocol for protocol in catalogue().in_force(after(0))}
    far = timedelta(days=100)
    assert is_one_care(newest["newborn-and-child"], after(0), after(0) + far)
    assert is_one_care(newest["older-people"], after(0), after(0) + far)
    assert is_one_care(newest["antenatal"], after(0), after(0) + far)
    assert not is_one_care(newest["antenatal"], after(0), after(0) + 4 * far)
    assert not is_one_care(newest["after-procedure"], after(0), after(1))


async def test_the_plan_with_more_recorded_goes_on_and_nothing_is_owed_twice(care: Care) -> None:
    with on(after(2)):
        survivor, merged = await two(care)
        stays, goes = await asked(care, merged, after(0)), await asked(care, survivor, after(0))
    with on(after(35)):
        await care.sweep()
        first, second = [v["step"] for v in (await seen(care, stays))["visits"]][:2]
        assert (await done(care, stays, first, 7)).status_code == 200
        assert (await done(care, stays, second, 30)).status_code == 200
        assert (await done(care, goes, first, 8)).status_code == 200
        before = await state(care)
        merge_id = await merge(care, merged, survivor)
        one, other = await seen(care, stays), await seen(care, goes)
        assert (one["state"], other["state"], other["superseded_by"]) == ("active", "ended", stays)
        assert states(other)[f"{first}/1"] == "done"
        ended = next(v for v in other["visits"] if v["state"] == "ended")
        why = (await care.worker().get(f"/visits/{ended['id']}/why")).json()
        assert why["superseded_by"] == stays
        await unmerge(care, merged, survivor, merge_id)
        assert await state(care) == before


async def test_what_was_given_under_the_other_entry_is_not_owed_again(care: Care) -> None:
    with on(after(2)):
        survivor, merged = await two(care)
        one, other = await asked(care, survivor, after(0)), await asked(care, merged, after(0))
    with on(after(9)):
        steps = [v["step"] for v in (await seen(care, one))["visits"]]
        await done(care, one, steps[0], 7)
        await done(care, other, steps[0], 8)
    with on(after(31)):
        await done(care, other, steps[1], 30)
        visit = next(v for v in (await seen(care, one))["visits"] if v["step"] == steps[1])
        for day in (28, 29):
            await care.record(visit, "not_found", after(day))
        merge_id = await merge(care, merged, survivor)
        # More was said of the survivor's plan: it goes on, without the visit that the other had.
        assert states(await seen(care, one))[f"{steps[1]}/1"] == "ended"
        assert (await seen(care, other))["superseded_by"] == one
        await unmerge(care, merged, survivor, merge_id)
        assert states(await seen(care, one))[f"{steps[1]}/1"] in ("due", "overdue", "scheduled")


async def test_two_procedures_are_two_and_an_offer_makes_way_for_a_plan(care: Care) -> None:
    with on(after(2)):
        survivor, merged = await two(care)
        one, other = await asked(care, survivor, after(0)), await asked(care, merged, after(1))
        body = {"person_id": str(merged), "protocol": "after-procedure", "anchor_on": str(after(0))}
        offer = (await care.worker().post("/plans", json=body | {"requested_by_person": True})).json()["id"]
        await merge(care, merged, survivor)
        found = [(await seen(care, plan))["state"] for plan in (one, other, offer)]
        assert found == ["active", "active", "ended"]


async def test_a_later_no_to_the_same_care_stands(care: Care) -> None:
    """C2: who said no under the one entry is not visited under the other."""
    with on(after(2)):
        survivor, merged = await two(care)
        one, other = await asked(care, survivor, after(0)), await asked(care, merged, after(0))
    with on(after(3)):
        await care.worker().post(f"/plans/{other}/withdraw")
        await merge(care, merged, survivor)
        left = await seen(care, one)
        assert (left["state"], left["superseded_by"]) == ("ended", other)


async def test_two_entries_offered_care_by_age_on_one_day(care: Care) -> None:
    with on(after(2)):
        people = new_id(), new_id()
        await care.tell(*(registered(person, birth_date=date(1950, 1, 1)) for person in people))
        await run_once(care.database, OFFER_BY_AGE)
        merge_id = await merge(care, people[1], people[0])
        plans = await care.plans_of(people[0])
        assert sorted(plan["state"] for plan in plans) == ["ended", "offered"]
        await unmerge(care, people[1], people[0], merge_id)
        assert [(await care.plan_of(person))["state"] for person in people] == ["offered", "offered"]
