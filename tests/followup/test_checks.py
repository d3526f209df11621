"""Checks: asked for, booked while there is a place, held, and the result in the person's hands."""

import asyncio
from typing import Any

import pytest

from chassis.sweeps import run_once
from contracts.registry import DeathRegistered, PersonMoved
from services.followup.checks.end_for_the_gone import END_APPOINTMENTS
from tests.followup.care import Care, after, on
from tests.followup.services import SELF, a_site, book, places
from tests.support.people import OTHER_VILLAGE, VILLAGE, registered

MARKER = "标记三一七"


async def taken(care: Care) -> int:
    return await care.database.pool.fetchval("SELECT taken FROM check_days")


async def test_from_asking_to_the_result_in_hand(care: Care) -> None:
    with on(after(0)):
        await care.be_born()
        site = await a_site(care)
        await places(care, site, after(2), 5)
        booked = await book(care, site, after(2))
        assert booked.status_code == 201, booked.text
        path = f"/appointments/{booked.json()['id']}"
    with on(after(2)):
        worker = care.worker()
        held = (await worker.post(f"{path}/held", json={})).json()
        assert (held["state"], held["result_due_on"]) == ("held", str(after(22)))
        assert (await worker.post(f"{path}/delivery", json={"how": "phone"})).status_code == 409
    with on(after(10)):
        worker = care.worker()
        result = {"note": MARKER, "values": {"血红蛋白": 120}}
        ready = await worker.put(f"{path}/result", json=result)
        assert (ready.json()["state"], MARKER in ready.text) == ("ready", False)
        assert (await worker.put(f"{path}/result", json=result)).status_code == 428
        read = await worker.get(f"{path}/result")
        assert read.json()["content"] == result
        delivered = (await worker.post(f"{path}/delivery", json={"how": "in-person"})).json()
        assert (delivered["state"], delivered["delivered_on"]) == ("delivered", str(after(10)))
        told = await care.told("check-performed", "check-result-delivered")
    assert [kind for kind, _ in told] == ["check-performed", "check-result-delivered"]
    assert told[1][1] == {
        "check_id": booked.json()["id"],
        "division": VILLAGE,
        "held_on": str(after(2)),
        "due_on": str(after(22)),
        "delivered_on": str(after(10)),
    }


async def test_a_corrected_result_has_to_reach_the_person_again(care: Care) -> None:
    with on(after(0)):
        await care.be_born()
        site = await a_site(care)
        await places(care, site, after(0), 5)
        path = f"/appointments/{(await book(care, site, after(0))).json()['id']}"
        worker = care.worker()
        await worker.post(f"{path}/held", json={})
        await worker.put(f"{path}/result", json={"note": "1"})
        done = (await worker.post(f"{path}/delivery", json={"how": "letter"})).json()
        stale = await worker.put(f"{path}/result", json={"note": "2"}, headers={"If-Match": '"1"'})
        assert stale.status_code == 412
        mended = await worker.put(f"{path}/result", json={"note": "2"}, headers={"If-Match": f'"{done["revision"]}"'})
        assert (mended.json()["state"], mended.json()["delivered_on"]) == ("ready", None)
        assert (await worker.get(f"{path}/result")).json()["content"]["note"] == "2"


async def test_the_last_place_is_given_once(care: Care) -> None:
    with on(after(0)):
        await care.be_born()
        site = await a_site(care)
        await places(care, site, after(1), 3)
        people = [registered(name=f"甲{n}") for n in range(8)]
        await care.tell(*people)
        answers = await asyncio.gather(*(book(care, site, after(1), person_id=str(p.person_id)) for p in people))
        assert sorted(answer.status_code for answer in answers) == [201] * 3 + [409] * 5
        assert await taken(care) == 3
        fewer = await places(care, site, after(1), 2)
        assert (fewer.status_code, fewer.json()["taken"]) == (409, 3)
        assert (await places(care, site, after(1), 4)).json()["places"] == 4


async def test_one_person_books_a_check_once_even_at_two_counters(care: Care) -> None:
    with on(after(0)):
        await care.be_born()
        site = await a_site(care)
        await places(care, site, after(1), 9)
        answers = await asyncio.gather(*(book(care, site, after(1)) for _ in range(4)))
        assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
        assert await taken(care) == 1


async def test_cancelling_takes_one_step_and_frees_the_place(care: Care) -> None:
    with on(after(0)):
        await care.be_born()
        site = await a_site(care)
        await places(care, site, after(1), 1)
        path = f"/appointments/{(await book(care, site, after(1))).json()['id']}"
        worker = care.worker()
        assert (await worker.post(f"{path}/cancel", json={"reason": "x"})).json()["rule"] == "C2"
        cancelled = await worker.post(f"{path}/cancel")
        assert cancelled.json()["state"] == "cancelled"
        assert (await worker.post(f"{path}/cancel")).json() == cancelled.json()
        assert await taken(care) == 0
        assert (await book(care, site, after(1))).status_code == 201
        assert await care.told("check-performed") == []


async def test_not_coming_has_no_consequence(care: Care) -> None:
    with on(after(1)):
        await care.be_born()
        site = await a_site(care)
        await places(care, site, after(1), 2)
        path = f"/appointments/{(await book(care, site, after(1))).json()['id']}"
        assert (await care.worker().post(f"{path}/not-come")).json()["state"] == "not-come"
        assert await care.told() == []
        assert (await book(care, site, after(1))).status_code == 201


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"requested_by_person": False}, 422),
        ({"service": "quota"}, 422),
        ({"day": str(after(-1))}, 422),
        ({"text_version": "9"}, 422),
        ({"given_by": "guardian", "guardian_id": "018f0000-0000-7000-8000-000000000000"}, 422),
        ({"person_id": "018f0000-0000-7000-8000-000000000000"}, 404),
        ({"site_id": "018f0000-0000-7000-8000-000000000000"}, 404),
        ({"day": str(after(7))}, 409),
    ],
)
async def test_what_cannot_be_booked(care: Care, changes: dict, status: int) -> None:
    with on(after(0)):
        await care.be_born()
        site = await a_site(care)
        await places(care, site, after(1), 1)
        assert (await book(care, site, after(1), **changes)).status_code == status
        assert await taken(care) == 0


async def test_an_appointment_goes_along_with_a_move_and_ends_with_a_death(care: Care) -> None:
    with on(after(0)):
        await care.be_born()
        # A site that neither village runs: whoever serves the person sees the appointment, nobody else.
        site = await a_site(care, "341599003201")
        await care.worker("341599003201").put(f"/sites/{site}/check-days/womens-health/{after(5)}", json={"places": 1})
        path = f"/appointments/{(await book(care, site, after(5))).json()['id']}"
        to: dict[str, Any] = {"from_division": VILLAGE, "to_division": OTHER_VILLAGE, "moved_on": after(0)}
        await care.tell(PersonMoved(person_id=care.mother, revision=2, **to))
        assert (await care.worker().get(path)).status_code == 404
        assert (await care.worker(OTHER_VILLAGE).get(path)).status_code == 200
        listed = (await care.worker(OTHER_VILLAGE).get("/appointments", params={"state": "held,booked"})).json()[
            "items"
        ]
        assert len(listed) == 1
        assert (await care.worker("341599003201").get(path)).status_code == 200
        await care.tell(DeathRegistered(person_id=care.mother, revision=3, died_on=after(0)))
        assert await run_once(care.database, END_APPOINTMENTS) == 1
        assert (await care.worker(OTHER_VILLAGE).get(path)).json()["state"] == "ended"
        assert await taken(care) == 0


async def test_a_method_is_noted_only_because_the_person_wishes_it_and_nothing_of_it_stays(care: Care) -> None:
    with on(after(0)):
        await care.be_born()
        path, worker = f"/method-choices/{care.mother}", care.worker()
        wish = SELF | {"content": {"method": MARKER}}
        assert (await worker.get(path)).status_code == 404
        kept = await worker.put(path, json=wish)
        assert (kept.status_code, MARKER in kept.text) == (200, False)
        assert (await worker.get(path)).json()["content"]["method"] == MARKER
        assert (await worker.put(path, json=wish)).status_code == 428
        for body in (wish | {"given_by": "guardian"}, {"content": {"method": "x"}}, wish | {"how": "assumed"}):
            assert (await worker.put(path, json=body)).status_code == 422
        child = await worker.put(f"/method-choices/{care.child}", json=wish)
        assert (child.status_code, child.json()["rule"]) == (422, "C10")
        for table in ("method_choices", "idempotency", "audit_log", "outbox"):
            dump = str([tuple(row) for row in await care.database.pool.fetch(f"SELECT * FROM {table}")])
            assert MARKER not in dump, table
        assert (await worker.delete(path)).status_code == 204
        assert (await worker.delete(path)).status_code == 204
        assert await care.database.pool.fetchval("SELECT count(*) FROM method_choices") == 0
