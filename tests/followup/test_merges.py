"""Two entries of one person are merged: all their care stands under one, nothing is lost, and it all can go back."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from chassis.identifiers import new_id
from chassis.sweeps import run_once
from contracts.registry import PersonMerged, PersonUnmerged
from services.followup.checks.end_for_the_gone import END_APPOINTMENTS
from services.followup.reminders.plan_reminders import PLAN_REMINDERS
from services.followup.reminders.send_waiting import sending
from services.followup.worklists.plan_days import PLAN_DAYS
from tests.followup.care import Care, after, on
from tests.followup.services import SELF, a_site, places
from tests.followup.sms_stand_in import Remembering
from tests.support.people import OTHER_VILLAGE, VILLAGE, facts, registered

HELD_FOR_PEOPLE = (
    *("plans", "visits", "contacts", "method_choices", "appointments", "referrals", "reminders"),
    *("repointed", "care_before"),
)
PASSING = {"revision", "place_revision", "life_revision"}
ADULT: dict[str, Any] = {"birth_date": date(1990, 5, 17)}


async def merge(care: Care, merged: UUID, survivor: UUID) -> UUID:
    merge_id = new_id()
    await care.tell(PersonMerged(person_id=merged, revision=2, survivor_id=survivor, merge_id=merge_id))
    return merge_id


async def unmerge(care: Care, merged: UUID, survivor: UUID, merge_id: UUID, home: str = VILLAGE) -> None:
    again = facts(residence_division=home, **ADULT)
    await care.tell(PersonUnmerged(person_id=merged, revision=3, facts=again, survivor_id=survivor, merge_id=merge_id))


async def state(care: Care) -> dict[str, Any]:
    found = {}
    for table in HELD_FOR_PEOPLE:
        rows = await care.database.pool.fetch(f"SELECT * FROM {table}")
        found[table] = sorted(({k: v for k, v in row.items() if k not in PASSING} for row in rows), key=str)
    return found


LIVES = st.fixed_dictionaries(
    {
        "home": st.sampled_from([VILLAGE, OTHER_VILLAGE]),
        "number": st.sampled_from(["none", "left", "stopped"]),
        "method": st.booleans(),
        "booked": st.booleans(),
        "referred": st.booleans(),
        "plan": st.booleans(),
    }
)


async def live(care: Care, life: dict[str, Any], site: str) -> UUID:
    person, worker = new_id(), care.worker(life["home"])
    await care.tell(registered(person, residence_division=life["home"], **ADULT))
    if life["number"] != "none":
        phone = f"190{str(person.int)[-8:]}"
        assert (await worker.put(f"/contacts/{person}", json=SELF | {"phone": phone})).status_code == 200
    if life["number"] == "stopped":
        assert (await worker.post(f"/contacts/{person}/opt-out")).status_code == 200
    if life["method"]:
        choice = SELF | {"content": {"method": f"{person}"}}
        assert (await worker.put(f"/method-choices/{person}", json=choice)).status_code == 200
    if life["booked"]:
        check = {"person_id": str(person), "site_id": site, "service": "womens-health", "day": str(after(4))}
        answer = await worker.post("/appointments", json=check | SELF | {"requested_by_person": True})
        assert answer.status_code == 201
    if life["referred"]:
        referral = SELF | {"person_id": str(person), "site_id": site, "content": {"note": "请予诊治"}}
        assert (await worker.post("/referrals", json=referral)).status_code == 201
    if life["plan"]:
        asked = {"person_id": str(person), "protocol": "after-procedure", "anchor_on": str(after(0))}
        plan = (await worker.post("/plans", json=asked | {"requested_by_person": True})).json()
        assert (await worker.post(f"/plans/{plan['id']}/consent", json=SELF)).status_code == 200
    return person


@settings(
    max_examples=6,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(one=LIVES, other=LIVES)
async def test_a_merge_undone_restores_everything(care: Care, one: Any, other: Any) -> None:
    with on(after(2)):
        site = await a_site(care)
        await places(care, site, after(4), 5)
        for village in (VILLAGE, OTHER_VILLAGE):
            town = care.service.as_staff("township-officer", "341599001000")
            await town.put(f"/workers/w-{village}", json={"division": village})
        survivor, merged = await live(care, one, site), await live(care, other, site)
        await run_once(care.database, PLAN_REMINDERS)
        await run_once(care.database, PLAN_DAYS)
        before = await state(care)
        merge_id = await merge(care, merged, survivor)
        during = await state(care)
        for table in HELD_FOR_PEOPLE[:7]:
            assert merged not in {row["person_id"] for row in during[table]}, table
            assert len(during[table]) == len(before[table]), table
        await run_once(care.database, END_APPOINTMENTS)
        await unmerge(care, merged, survivor, merge_id, home=other["home"])
        after_all = await state(care)
    assert {t: [r for r in after_all[t] if r not in before[t]] for t in before if after_all[t] != before[t]} == {}


FULL = {"home": VILLAGE, "number": "left", "method": True, "booked": True, "referred": True, "plan": True}


async def _two(care: Care, one: dict[str, Any], other: dict[str, Any]) -> tuple[UUID, UUID]:
    site = await a_site(care)
    await places(care, site, after(4), 5)
    return await live(care, one, site), await live(care, other, site)


async def test_both_bookings_stand_and_either_can_be_given_back(care: Care) -> None:
    with on(after(2)):
        survivor, merged = await _two(care, FULL, FULL)
        merge_id = await merge(care, merged, survivor)
        await run_once(care.database, END_APPOINTMENTS)
        query = {"person_id": str(survivor), "state": "booked"}
        booked = (await care.worker().get("/appointments", params=query)).json()["items"]
        assert len(booked) == 2
        site = booked[0]["site_id"]
        again = {"person_id": str(survivor), "site_id": site, "service": "womens-health", "day": str(after(4))}
        answer = await care.worker().post("/appointments", json=again | SELF | {"requested_by_person": True})
        assert (answer.status_code, answer.json()["type"].split("/")[-1]) == (409, "already-booked")
        assert (await care.worker().post(f"/appointments/{booked[0]['id']}/cancel")).status_code == 200
        await unmerge(care, merged, survivor, merge_id)
        states = await care.database.pool.fetch("SELECT person_id, entry_id, state FROM appointments")
        assert all(row["person_id"] == row["entry_id"] for row in states)
        assert sorted(row["state"] for row in states) == ["booked", "cancelled"]


async def test_the_newest_word_about_being_written_to_counts(care: Care) -> None:
    """C2: a no of the one entry is not lost because the other entry had said yes before."""
    yes, no = FULL | {"booked": False}, FULL | {"booked": False, "number": "none"}
    with on(after(2)):
        survivor, merged = await _two(care, yes, no)
    with on(after(3)):
        # Under the other entry she left another number later, and stopped it.
        worker = care.worker()
        await worker.put(f"/contacts/{merged}", json=SELF | {"phone": "19000000001"})
        await worker.post(f"/contacts/{merged}/opt-out")
        merge_id = await merge(care, merged, survivor)
        assert (await care.worker().get(f"/contacts/{survivor}")).json()["state"] == "opted-out"
        messages = Remembering()
        await run_once(care.database, PLAN_REMINDERS)
        await run_once(care.database, sending(care.service.app.state.sealer, messages))
        assert messages.sent == []
        unasked = await care.worker().put(f"/contacts/{survivor}", json=SELF | {"phone": "19000000002"})
        assert (unasked.status_code, unasked.json()["rule"]) == (422, "C2")
    with on(after(4)):
        asked = SELF | {"phone": "19000000002", "requested_by_person": True}
        assert (await care.worker().put(f"/contacts/{survivor}", json=asked)).json()["state"] == "agreed"
        await unmerge(care, merged, survivor, merge_id)
        assert (await care.worker().get(f"/contacts/{merged}")).json()["state"] == "opted-out"
        assert (await care.worker().get(f"/contacts/{survivor}")).json()["state"] == "agreed"


async def test_an_opt_out_erases_the_numbers_of_both_entries(care: Care) -> None:
    with on(after(2)):
        survivor, merged = await _two(care, FULL, FULL)
        merge_id = await merge(care, merged, survivor)
        await care.worker().post(f"/contacts/{survivor}/opt-out")
        await unmerge(care, merged, survivor, merge_id)
        kept = await care.database.pool.fetch("SELECT state, phone FROM contacts")
        assert [tuple(row) for row in kept] == [("opted-out", None)] * 2


async def test_a_note_made_while_merged_stays_and_the_older_goes_back(care: Care) -> None:
    with on(after(2)):
        survivor, merged = await _two(care, FULL | {"method": False}, FULL)
        merge_id = await merge(care, merged, survivor)
        path = f"/method-choices/{survivor}"
        seen = await care.worker().get(path)
        assert seen.json()["content"]["method"] == str(merged)
    with on(after(2) + timedelta(days=1)):
        newer = SELF | {"content": {"method": "另一种"}}
        headers = {"If-Match": seen.headers["etag"]}
        assert (await care.worker().put(path, json=newer, headers=headers)).status_code == 200
        assert (await care.worker().get(path)).json()["content"]["method"] == "另一种"
        await unmerge(care, merged, survivor, merge_id)
        older = (await care.worker().get(f"/method-choices/{merged}")).json()
        assert older["content"]["method"] == str(merged)
        assert (await care.worker().get(path)).json()["content"]["method"] == "另一种"


async def test_a_chain_of_merges_goes_back_step_by_step(care: Care) -> None:
    with on(after(2)):
        site = await a_site(care)
        await places(care, site, after(4), 5)
        one, two, three = [await live(care, FULL, site) for _ in range(3)]
        before = await state(care)
        first = await merge(care, one, two)
        second = await merge(care, two, three)
        assert len((await care.worker().get("/appointments", params={"person_id": str(three)})).json()["items"]) == 3
        await unmerge(care, two, three, second)
        await unmerge(care, one, two, first)
        assert await state(care) == before
