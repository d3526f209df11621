"""What went wrong when SORMAS handed cases over between installations, each as its issue tells it."""

from uuid import UUID

from chassis.identifiers import new_id
from services.migrants.subscriptions import SUBSCRIPTIONS
from tests.migrants.conftest import CHILD, HEALTH, MOTHER, MOTHER_THERE, Two, offer_of
from tests.support.counties import HERE, THERE
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
