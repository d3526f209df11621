"""What went wrong when SORMAS handed cases over between installations, each as its issue tells it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from chassis import clock
from chassis.auth import Caller
from chassis.identifiers import new_id
from chassis.sweeps import run_once
from services.migrants.exchange.settle_late import APPLY_AGAIN
from services.migrants.handovers import receive_at_giver
from services.migrants.handovers.offer_handover import offer_handover
from services.migrants.handovers.schemas import HandoverEntryBody
from services.migrants.subscriptions import SUBSCRIPTIONS
from tests.migrants.conftest import CHILD, HEALTH, MOTHER, MOTHER_THERE, Two, offer_of
from tests.support.counties import HERE, THERE, Wire, carry
from tests.support.delivering import deliver
from tests.support.people import ELSEWHERE, VILLAGE, changed, registered


async def taken(two: Two) -> str:
    """A handover that went through."""
    offered = await two.offer()
    await two.accept(offered["id"])
    await two.carry()
    return str(offered["id"])


async def test_8113_responsibility_changes_with_the_acceptance_and_so_does_its_place(two: Two) -> None:
    """#8113: after accepting, the responsible jurisdiction stayed the source's; the target's own staff saw nothing."""
    handover = await taken(two)
    assert await two.responsible(handover) == (THERE, THERE)
    village_there = two.there.as_staff("village-worker", ELSEWHERE)
    assert (await village_there.get(f"/handovers/{handover}")).json()["to_division"] == ELSEWHERE
    waiting = (await village_there.get("/handovers/waiting")).json()["items"]
    assert [(item["waits_for"], item["waits_on"]) for item in waiting] == [("take-up", THERE)]


async def test_6941_what_the_giver_adds_or_changes_later_bounces_nothing_back(two: Two) -> None:
    """#6941 (and #6643): adding to, or editing, what had been handed over gave the ownership back by itself."""
    handover = await taken(two)
    database = two.here.app.state.database
    baby = registered(new_id(), name="王小妹", residence_division=ELSEWHERE)
    edited = changed(MOTHER, 2, name="王秀瑛", residence_division=ELSEWHERE)
    await deliver(database, SUBSCRIPTIONS, edited, baby)
    declared = {"declared_by_person": True, "person_ids": [str(baby.person_id)], "to_division": "329999001002"}
    desk = two.here.as_staff("village-worker", VILLAGE)
    assert (await desk.post("/movement-declarations", json=declared | {"moved_on": "2026-11-01"})).status_code == 201
    alone = offer_of(people=[{"person_id": str(MOTHER)}], services=[])
    again = await two.giver.post("/handovers", json=alone)
    assert (again.status_code, again.json()["type"].endswith("handover-runs")) == (409, True)
    late = await two.giver.post(f"/handovers/{handover}/withdrawal")
    assert (late.status_code, late.json()["state"]) == (409, "released")
    await two.carry()
    assert await two.responsible(handover) == (THERE, THERE)


async def test_6684_nothing_that_belongs_to_it_is_left_behind(two: Two) -> None:
    """#6684 (and #5562, #6092): the ownership went, samples stayed, because nobody had ticked them."""
    people = [{"person_id": str(MOTHER), "health": HEALTH}]
    alone = await two.giver.post("/handovers", json=offer_of(people=people, services=[]))
    assert [fault["code"] for fault in alone.json()["errors"]] == ["child_not_named"]
    handover = await taken(two)
    seen, there = await two.seen(handover), await two.seen_there(handover)
    assert {s["ref"] for s in seen["services"]} == {s["ref"] for s in there["services"]}
    assert [p["ref"] for p in seen["people"]] == [p["ref"] for p in there["people"]]
    assert all(p["person_id"] for p in there["people"])


async def test_4423_the_receiver_decides_and_keeps_nothing_of_what_it_did_not_take(two: Two) -> None:
    """#4423: what was shared was pushed straight into the other database, unasked; when declining, nothing may stay."""
    offered = await two.offer()
    pool = two.there.app.state.database.pool
    assert await pool.fetchval("SELECT count(*) FROM handover_people WHERE person_id IS NOT NULL") == 0
    path = f"/handovers/{offered['id']}/declining"
    await two.taker.post(path, json={"code": "person-does-not-want"})
    await two.carry()
    kept = "SELECT count(*) FROM handover_people WHERE told IS NOT NULL OR health IS NOT NULL OR person_id IS NOT NULL"
    assert await pool.fetchval(kept) == 0
    assert await pool.fetchval("SELECT count(*) FROM handover_services WHERE words IS NOT NULL") == 0
    # Who offered it hears that it was declined, and why.
    seen = await two.seen(offered["id"])
    assert (seen["state"], seen["reason"], seen["responsible"]) == ("declined", "person-does-not-want", HERE)


async def test_6241_revoked_here_and_accepted_there_at_once_ends_in_one_state(two: Two) -> None:
    """#6241 (and #6592): revoked on one side, accepted on the other: 'revoked' here, and the case still there."""
    offered = await two.offer()
    await two.accept(offered["id"])
    await two.giver.post(f"/handovers/{offered['id']}/withdrawal")
    await two.carry()
    here, there = await two.seen(offered["id"]), await two.seen_there(offered["id"])
    assert (here["state"], there["state"]) == ("withdrawn", "withdrawn")
    assert await two.responsible(offered["id"]) == (HERE, HERE)


async def test_8576_nobody_is_offered_twice_at_the_same_time(two: Two) -> None:
    """#8576: the same case could be sent twice before an answer, so that two departments worked on it."""
    offered = await two.offer()
    again = await two.giver.post("/handovers", json=offer_of())
    assert (again.status_code, again.json()["type"].endswith("handover-runs")) == (409, True)
    assert await two.carry() == 0
    assert (await two.seen(offered["id"]))["state"] == "received"


async def test_9784_what_was_handed_over_can_be_handed_back(two: Two) -> None:
    """#9784: a contact shared back to where it came from could not be accepted there."""
    await taken(two)
    back = {"person_id": str(MOTHER_THERE), "health": HEALTH}
    family = await two.taker.get("/handovers")
    assert family.json()["items"][0]["state"] == "released"
    events = [changed(person, 2, name="王秀英", residence_division=VILLAGE) for person in (MOTHER, CHILD)]
    await deliver(two.here.app.state.database, SUBSCRIPTIONS, *events)
    body = offer_of(to_division=VILLAGE, people=[back], services=[], children_behind=[str(UUID(int=102))])
    offered = (await two.taker.post("/handovers", json=body)).json()
    await two.carry()
    (person,) = (await two.giver.get(f"/handovers/{offered['id']}")).json()["people"]
    found = {"people": [{"ref": person["ref"], "person_id": str(MOTHER)}]}
    assert (await two.giver.post(f"/handovers/{offered['id']}/acceptance", json=found)).status_code == 200
    await two.carry()
    assert await two.responsible(offered["id"]) == (HERE, HERE)


async def test_2549_as_many_as_took_half_an_hour_go_in_a_few_calls(two: Two) -> None:
    """#2549 (in the tracker it is #2539): 230 contacts took 30 minutes, each saved and searched for by itself."""
    people = [new_id() for _ in range(230)]
    events = [registered(each, name="赵一", residence_division=ELSEWHERE) for each in people]
    await deliver(two.here.app.state.database, SUBSCRIPTIONS, *events)
    desk = Caller(subject="desk", kind="staff", role="village-worker", division=VILLAGE)
    async with two.here.app.state.database.transaction() as session:
        for person in people:
            alone = {"agreed_by_person": True, "to_division": ELSEWHERE, "people": [{"person_id": person}]}
            body = HandoverEntryBody.model_validate(alone)
            await offer_handover(session, two.here.app.state.sealer, desk, body)
    wire = Wire(two.here, two.there)
    await carry(two.here, two.there, wire)
    counties = [county for county, _ in wire.calls]
    assert (counties.count(THERE), counties.count(HERE)) == (3, 3)
    for running in (two.here, two.there):
        states = await running.app.state.database.pool.fetch("SELECT state, count(*) FROM handovers GROUP BY 1")
        assert [tuple(row) for row in states] == [("received", 230)]


async def test_9697_what_fails_half_way_leaves_one_county_responsible_and_is_done_later(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    """#9697 could not be read any more. Its neighbours of those weeks (#9836, #9967): an error while a case was being
    taken over did not end the whole of it, and afterwards both departments could work on it.
    """
    offered = await two.offer()
    await two.accept(offered["id"])
    with monkeypatch.context() as failing:
        failing.setattr(receive_at_giver, "send_messages", _fails)
        await two.carry()
    assert await two.responsible(offered["id"]) == (HERE, HERE)
    assert ((await two.seen(offered["id"]))["state"], await two.told("services-released")) == ("received", [])
    with clock.moved_to(clock.now() + timedelta(minutes=2)):
        assert await run_once(two.here.app.state.database, APPLY_AGAIN) == 1
        await two.carry()
    assert await two.responsible(offered["id"]) == (THERE, THERE)
    assert len(await two.told("services-released")) == 1


async def _fails(*_: Any) -> None:
    raise ConnectionError("half way")
