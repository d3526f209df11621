"""Services are handed over by two counties that agree; what was told goes when it is not taken."""

from datetime import timedelta
from typing import Any

import asyncpg
import pytest

from chassis import clock
from chassis.sweeps import run_once
from services.migrants.balance.close_day import CLOSE_BALANCE
from services.migrants.handovers.watch_deadlines import SWEEPS
from services.migrants.subscriptions import SUBSCRIPTIONS
from tests.migrants.conftest import (
    BENEFIT,
    CHILD,
    CHILD_THERE,
    HEALTH,
    MOTHER,
    MOTHER_THERE,
    PLAN,
    REFERRAL,
    Two,
    offer_of,
)
from tests.support.counties import HERE, THERE
from tests.support.delivering import deliver
from tests.support.people import ELSEWHERE, VILLAGE, changed

TIME_OUT, REMIND, TURNED_DOWN, OLD_HEALTH = SWEEPS


async def contents(two: Two) -> list[Any]:
    """What of the offer is still kept where it was to be taken."""
    rows = await two.there.app.state.database.pool.fetch("SELECT told, health FROM handover_people")
    words = await two.there.app.state.database.pool.fetch("SELECT words FROM handover_services")
    return [value for row in (*rows, *words) for value in row if value is not None]


async def test_from_the_offer_to_the_last_service_taken_up(two: Two) -> None:
    offered = await two.offer()
    assert (offered["state"], offered["responsible"]) == ("received", HERE)
    assert [receipt["status"] for receipt in offered["receipts"]] == ["applied"]
    waiting = (await two.taker.get("/handovers/waiting")).json()["items"]
    assert [(w["waits_for"], w["waits_on"], w["ours"]) for w in waiting] == [("answer", THERE, True)]

    assert (await two.accept(offered["id"])).json()["state"] == "accepted"
    assert await two.responsible(offered["id"]) == (HERE, HERE)
    await two.carry()
    assert await two.responsible(offered["id"]) == (THERE, THERE)
    (released,) = await two.told("services-released")
    assert set(released["person_ids"]) == {str(MOTHER), str(CHILD)}
    assert (released["care_plans"], released["referrals"], released["entitlements"]) == (
        [str(PLAN)],
        [str(REFERRAL)],
        [],
    )
    assert str(BENEFIT) not in str(released)
    (closed,) = await two.told("handover-closed")
    assert (closed["outcome"], closed["side"]) == ("released", "gives")

    there = await two.seen_there(offered["id"])
    child = next(p for p in there["people"] if p["dependant"])
    health = await two.taker.get(f"/handovers/{offered['id']}/people/{child['ref']}/health")
    assert health.json()["words"] == HEALTH["words"]
    assert health.headers["Huijia-Subjects"] == str(CHILD_THERE)
    for service in there["services"]:
        path = f"/handovers/{offered['id']}/services/{service['ref']}/taking-up"
        assert (await two.taker.post(path)).status_code == (422 if service["stays"] else 200)
    assert (await two.taker.get("/handovers/waiting")).json()["items"] == []
    health = await two.taker.get(f"/handovers/{offered['id']}/people/{child['ref']}/health")
    assert health.json()["words"] is None


async def test_declined_with_a_reason_and_nothing_of_it_kept(two: Two) -> None:
    offered = await two.offer()
    assert len(await contents(two)) == 7
    path = f"/handovers/{offered['id']}/declining"
    assert (await two.taker.post(path, json={"code": "no-reason"})).status_code == 422
    why = {"code": "not-here", "note": "已去了别处"}
    assert (await two.taker.post(path, json=why)).json()["state"] == "declined"
    assert await contents(two) == []
    await two.carry()
    seen = await two.seen(offered["id"])
    assert (seen["state"], seen["reason"], seen["note"], seen["responsible"]) == (
        "declined",
        "not-here",
        "已去了别处",
        HERE,
    )
    assert await two.told("services-released") == []
    anybody = {"people": [{"ref": str(MOTHER), "person_id": str(MOTHER_THERE)}]}
    late = await two.taker.post(f"/handovers/{offered['id']}/acceptance", json=anybody)
    assert (late.status_code, late.json()["type"].endswith("handover-closed")) == (409, True)


async def test_withdrawn_while_the_acceptance_is_under_way(two: Two) -> None:
    offered = await two.offer()
    await two.accept(offered["id"])
    withdrawn = await two.giver.post(f"/handovers/{offered['id']}/withdrawal")
    assert withdrawn.json()["state"] == "withdrawn"
    await two.carry()
    there = await two.seen_there(offered["id"])
    assert (there["state"], there["responsible"]) == ("withdrawn", HERE)
    assert [(r["type"], r["status"], r["code"]) for r in there["receipts"]][-1] == (
        "handover-accepted.v1",
        "rejected",
        "handover-withdrawn",
    )
    assert await contents(two) == []
    assert await two.told("services-released") == []


async def test_reminded_and_timed_out(two: Two) -> None:
    offered = await two.offer()
    last = clock.now() + (clock.day_of(clock.now()).fromisoformat(offered["answer_by"]) - clock.day_of(clock.now()))
    with clock.moved_to(last - timedelta(days=3)):
        assert await run_once(two.here.app.state.database, REMIND) == 1
        assert await run_once(two.here.app.state.database, REMIND) == 0
        await two.carry()
        (waiting,) = (await two.taker.get("/handovers/waiting")).json()["items"]
        assert waiting["reminded_days"] == 3
    with clock.moved_to(last):
        assert await run_once(two.here.app.state.database, TIME_OUT) == 0
    with clock.moved_to(last + timedelta(days=1)):
        refused = await two.accept(offered["id"])
        assert (refused.status_code, refused.json()["type"].endswith("handover-over-time")) == (409, True)
        assert await run_once(two.here.app.state.database, TIME_OUT) == 1
        await two.carry()
        assert (await two.seen_there(offered["id"]))["state"] == "timed-out"
        assert await two.responsible(offered["id"]) == (HERE, HERE)
        # A new offer of the same people is possible.
        await two.offer()


async def test_an_offer_to_a_county_that_does_not_serve_the_place_comes_back(two: Two) -> None:
    answer = await two.giver.post("/handovers", json=offer_of(to_division="429999001001"))
    assert answer.json()["type"].endswith("nobody-serves-there")
    same = await two.giver.post("/handovers", json=offer_of(to_division=VILLAGE))
    assert same.json()["errors"][0]["code"] == "same_county"


@pytest.mark.parametrize(
    ("changes", "status", "says"),
    [
        ({"agreed_by_person": False}, 422, "C8"),
        ({"people": [{"person_id": str(MOTHER)}], "services": []}, 422, "child_not_named"),
        ({"people": [{"person_id": str(MOTHER), "health": HEALTH}], "children_behind": [str(CHILD)]}, 422, "not_named"),
        ({"people": [{"person_id": str(MOTHER)}, {"person_id": str(CHILD)}]}, 422, "C8"),
        ({"people": [{"person_id": str(MOTHER), "health": HEALTH | {"given_by": "guardian"}}]}, 422, "wrong_person"),
    ],
)
async def test_offers_that_are_refused(two: Two, changes: dict[str, Any], status: int, says: str) -> None:
    answer = await two.giver.post("/handovers", json=offer_of(**changes))
    assert answer.status_code == status
    assert says in answer.text
    assert await two.carry() == 0


async def test_nobody_else_sees_it(two: Two) -> None:
    offered = await two.offer()
    county = two.here.as_staff("county-officer", "341599000000")
    assert (await county.get(f"/handovers/{offered['id']}")).status_code == 403
    assert len((await county.get("/handovers/waiting")).json()["items"]) == 1
    other = two.here.as_staff("village-worker", "341599003201")
    assert (await other.get(f"/handovers/{offered['id']}")).status_code == 404
    health = two.here.as_department("health", "x")
    assert (await health.get("/handovers")).status_code == 403


async def test_everybody_has_to_be_found_before_it_is_taken(two: Two) -> None:
    offered = await two.offer()
    there = await two.seen_there(offered["id"])
    refs = [person["ref"] for person in there["people"]]
    path = f"/handovers/{offered['id']}/acceptance"
    some = [{"ref": refs[0], "person_id": str(MOTHER_THERE)}]
    twice = [{"ref": ref, "person_id": str(MOTHER_THERE)} for ref in refs]
    unknown = [{"ref": ref, "person_id": str(MOTHER)} for ref in refs]
    codes = [
        {fault["code"] for fault in (await two.taker.post(path, json={"people": found})).json()["errors"]}
        for found in (some, twice, unknown)
    ]
    assert codes == [{"not_everybody"}, {"one_for_two"}, {"one_for_two", "does_not_live_here"}]
    assert (await two.seen_there(offered["id"]))["state"] == "received"


async def test_words_about_health_are_erased_in_time(two: Two) -> None:
    offered = await two.offer()
    await two.accept(offered["id"])
    await two.carry()
    with clock.moved_to(clock.now() + timedelta(days=120)):
        assert await run_once(two.there.app.state.database, OLD_HEALTH) == 1
    left = "SELECT count(*) FROM handover_people WHERE health IS NOT NULL"
    assert await two.there.app.state.database.pool.fetchval(left) == 0
    assert await two.here.app.state.database.pool.fetchval(left) == 0


async def test_the_log_cannot_be_rewritten(two: Two) -> None:
    await two.offer()
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await two.here.app.state.database.pool.execute("UPDATE handover_log SET state = 'released'")
    assert ELSEWHERE.startswith(THERE)


async def test_who_is_counted_by_both_counties_or_by_none_shows_in_the_balance(two: Two) -> None:
    offered = await two.offer()
    await two.accept(offered["id"])
    await two.carry()
    places = ((two.here, MOTHER, VILLAGE), (two.there, MOTHER_THERE, VILLAGE))
    for running, person, place in places:
        database = running.app.state.database
        await deliver(database, SUBSCRIPTIONS, changed(person, 2, name="王秀英", residence_division=place))
        assert await run_once(database, CLOSE_BALANCE) == 1
    query = "SELECT kind, person_id FROM balance_faults"
    here = [tuple(row) for row in await two.here.app.state.database.pool.fetch(query)]
    there = [tuple(row) for row in await two.there.app.state.database.pool.fetch(query)]
    assert (here, there) == ([("counted-twice", MOTHER)], [("counted-nowhere", MOTHER_THERE)])
