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
