"""What two counties do not say alike is settled in a thread, or comes before the meeting without a name."""

from datetime import date, timedelta
from typing import Any

import pytest

from chassis import clock
from chassis.sweeps import run_once
from services.migrants.confirmations import rules
from services.migrants.confirmations.send_to_meeting import SEND_TO_MEETING
from services.migrants.subscriptions import SUBSCRIPTIONS
from tests.migrants.conftest import CHILD, MOTHER, Two
from tests.support.delivering import deliver
from tests.support.people import ELSEWHERE, VILLAGE, changed

DAY = date(2026, 11, 2)


@pytest.mark.parametrize(
    ("ours", "theirs", "quiet", "kind"),
    [
        ("here", None, 15, "waiting"),
        ("here", None, 16, "unanswered"),
        ("here", "not-here", 99, "agreed"),
        ("here", "here", 30, "both-claim"),
        ("not-here", "not-here", 30, "none-claims"),
        ("not-here", "not-here", 31, "stale"),
    ],
)
def test_kinds(ours: Any, theirs: Any, quiet: int, kind: str) -> None:
    assert rules.kind_of(ours, theirs, DAY - timedelta(days=quiet), DAY, 15, 30) == kind
    assert rules.goes_to_the_meeting(kind, DAY - timedelta(days=61), DAY, 60) is (kind not in ("waiting", "agreed"))


@pytest.mark.parametrize(
    ("said", "how"),
    [
        (("here", "not-here", None, None), "agreed"),
        (("here", "not-here", "abroad", "abroad"), "agreed"),
        (("here", "here", "abroad", "abroad"), "explained"),
        ((None, "here", "abroad", "abroad"), "explained"),
        (("here", "here", "abroad", "deceased"), None),
        (("here", None, "abroad", None), None),
        (("here", None, None, None), None),
    ],
)
def test_what_settles_it(said: tuple[Any, ...], how: str | None) -> None:
    assert rules.settled_as(*said) == how


async def ask(two: Two, *behind: Any) -> dict[str, Any]:
    entry = {"declared_by_person": True, "person_ids": [str(MOTHER)], "moved_on": clock.today().isoformat()}
    places = {"from_division": VILLAGE, "to_division": "329999001002"}
    along = {"children_behind": [{"person_id": str(child)} for child in behind]}
    declared = (await two.giver.post("/movement-declarations", json=entry | places | along)).json()
    asked = {"declaration_id": declared["id"], "person_id": str(MOTHER)}
    answer = await two.giver.post("/confirmations", json=asked)
    assert answer.status_code == 201, answer.text
    again = await two.giver.post("/confirmations", json=asked)
    assert again.json()["confirmation_id"] == answer.json()["id"]
    await two.carry()
    return dict(answer.json())


async def test_asked_contradicted_and_settled(two: Two) -> None:
    asked = await ask(two, CHILD)
    assert (asked["ours"], asked["kind"]) == ("not-here", "waiting")
    there = two.there.as_staff("village-worker", "329999001002")
    (theirs,) = (await there.get("/confirmations")).json()["items"]
    assert (theirs["id"], theirs["name"], theirs["theirs"], theirs["person_id"]) == (
        asked["id"],
        "王秀英",
        "not-here",
        None,
    )
    path = f"/confirmations/{asked['id']}/words"
    word = {"claim": "not-here", "note": "住址查无此人"}
    assert (await there.post(path, json=word)).json()["kind"] == "none-claims"
    await two.carry()
    (mine,) = (await two.giver.get("/confirmations")).json()["items"]
    assert (mine["kind"], mine["thread"][-1]["words"]) == ("none-claims", "住址查无此人")
    assert (await there.post(path, json={"claim": "here", "note": "已补登"})).json()["kind"] == "agreed"
    await two.carry()
    assert (await two.giver.get("/confirmations")).json()["items"] == []
    (settled,) = (await two.giver.get("/confirmations", params={"open": False})).json()["items"]
    assert (settled["kind"], settled["name"]) == ("agreed", None)
    assert (await there.post(path, json=word)).json()["type"].endswith("confirmation-closed")
    assert [each["how"] for each in await two.told("confirmation-closed")] == ["agreed"]
    other = two.here.as_staff("village-worker", "341599003201")
    assert (await other.post(path, json=word)).json()["type"].endswith("unknown-confirmation")


async def test_the_same_reason_of_both_desks_settles_it_as_explained(two: Two) -> None:
    asked = await ask(two, CHILD)
    there = two.there.as_staff("village-worker", "329999001002")
    path = f"/confirmations/{asked['id']}/explanation"
    assert (await there.post(path, json={"code": "no-reason"})).json()["errors"][0]["code"] == "unknown_reason"
    said = (await there.post(path, json={"code": "moved-on", "note": "已去别处"})).json()
    assert (said["our_code"], said["kind"], said["closed_on"]) == ("moved-on", "waiting", None)
    await two.carry()
    (mine,) = (await two.giver.get("/confirmations")).json()["items"]
    assert (mine["their_code"], mine["thread"][-1]["words"]) == ("moved-on", "已去别处")
    # Another reason settles nothing; both see what the other says.
    await two.giver.post(path, json={"code": "abroad"})
    await two.carry()
    assert (await there.get("/confirmations")).json()["items"][0]["their_code"] == "abroad"
    assert (await two.giver.post(path, json={"code": "moved-on"})).json()["kind"] == "explained"
    await two.carry()
    for desk in (two.giver, there):
        (seen,) = (await desk.get("/confirmations", params={"open": False})).json()["items"]
        assert (seen["kind"], seen["our_code"], seen["their_code"], seen["name"]) == (
            "explained",
            "moved-on",
            "moved-on",
            None,
        )
        assert (await desk.post(path, json={"code": "abroad"})).json()["type"].endswith("confirmation-closed")
    assert [each["how"] for each in await two.told("confirmation-closed")] == ["explained"]


async def test_two_desks_that_change_their_mind_at_once_end_alike(two: Two) -> None:
    await deliver(
        two.here.app.state.database, SUBSCRIPTIONS, changed(MOTHER, 2, name="王秀英", residence_division=VILLAGE)
    )
    asked = await ask(two)
    there = two.there.as_staff("village-worker", "329999001002")
    path = f"/confirmations/{asked['id']}/words"
    await there.post(path, json={"claim": "here"})
    await two.carry()
    # Each gives way to the other, and neither knows: the county that asked decides.
    assert (await two.giver.post(path, json={"claim": "not-here"})).json()["kind"] == "agreed"
    await there.post(path, json={"claim": "not-here"})
    await two.carry()
    for desk in (two.giver, there):
        (seen,) = (await desk.get("/confirmations", params={"open": False})).json()["items"]
        assert (seen["kind"], seen["closed_on"]) == ("agreed", clock.today().isoformat())
    outgoing = "SELECT code FROM exchange_outgoing WHERE status = 'rejected'"
    late = await two.there.app.state.database.pool.fetch(outgoing)
    assert [row["code"] for row in late] == ["confirmation-closed"]


async def test_both_claim_and_the_meeting_hears_of_it_once(two: Two) -> None:
    back = changed(MOTHER, 2, name="王秀英", residence_division=VILLAGE)
    await deliver(two.here.app.state.database, SUBSCRIPTIONS, back)
    asked = await ask(two)
    there = two.there.as_staff("village-worker", "329999001002")
    await there.post(f"/confirmations/{asked['id']}/words", json={"claim": "here"})
    await two.carry()
    database = two.here.app.state.database
    assert await run_once(database, SEND_TO_MEETING) == 0
    with clock.moved_to(clock.now() + timedelta(days=61)):
        assert await run_once(database, SEND_TO_MEETING) == 1
        assert await run_once(database, SEND_TO_MEETING) == 0
    (told,) = await two.told("confirmation-unresolved")
    assert told["kind"] == "stale"
    assert "王" not in str(told)
    assert str(MOTHER) not in str(told)
    assert ELSEWHERE[:6] == told["peer"]
