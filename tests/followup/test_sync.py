"""Devices without a network: bounded pulls, replays without effect, two entries on one visit both kept."""

from datetime import date
from typing import Any
from uuid import UUID

import httpx

from chassis.auth import Caller
from chassis.identifiers import new_id
from tests.followup.care import Care, after, on
from tests.support.people import VILLAGE


def entry(visit: dict[str, Any], outcome: str, day: date, client_id: UUID | None = None, **more: Any) -> dict[str, Any]:
    known = {"client_id": str(client_id or new_id()), "visit_id": visit["id"], "outcome": outcome, "done_on": str(day)}
    return known | more


def note(text: str) -> dict[str, Any]:
    return {"note": text, "findings": {}}


async def send(client: httpx.AsyncClient, *entries: dict[str, Any]) -> list[dict[str, Any]]:
    answer = await client.post("/sync", json={"entries": list(entries)})
    assert answer.status_code == 200, answer.text
    return answer.json()["results"]


def device(care: Care, subject: str) -> httpx.AsyncClient:
    return care.service.as_caller(Caller(subject=subject, kind="staff", role="village-worker", division=VILLAGE))


async def begin(care: Care) -> dict[str, Any]:
    await care.be_born()
    await care.agree(care.child)
    return await care.visit(care.child, "newborn-home-visit")


async def test_a_pull_holds_what_is_needed_and_no_more(care: Care) -> None:
    with on(after(3)):
        visit = await begin(care)
        pulled = (await care.worker().get("/sync")).json()
        row = dict(zip(pulled["columns"], pulled["visits"][0], strict=True))
        assert len(pulled["visits"]) == 1
        assert (row["id"], row["name"], row["latest_on"]) == (visit["id"], "李小宝", visit["latest_on"])
        assert pulled["steps"][row["step"]]["id"] == "newborn-home-visit"
        assert [r["id"] for r in pulled["steps"][row["step"]]["records"]][:2] == ["weight", "length"]
        assert (pulled["until"], pulled["left_off"]) == (str(after(4)), 0)
        assert len((await care.worker().get("/sync", params={"days": 31})).json()["visits"]) == 2
        assert (await care.worker("341599001202").get("/sync")).json()["visits"] == []
        assert (await care.service.as_staff("county-officer").get("/sync")).status_code == 403


async def test_a_replay_is_harmless(care: Care) -> None:
    with on(after(4)):
        visit = await begin(care)
        told = entry(visit, "done", after(4), content=note("安好"))
        first = await send(care.worker(), told)
        assert [(r["result"], r["state"]) for r in first] == [("recorded", "done")]
        events = await care.told()
        for _ in range(2):
            assert [(r["result"], r["state"]) for r in await send(care.worker(), told, told)] == [
                ("repeated", "done")
            ] * 2
        assert await care.told() == events
        content = (await care.worker().get(f"/visits/{visit['id']}/content")).json()
        assert len(content["entries"]) == 1


async def test_two_devices_that_recorded_the_same_visit_lose_neither_entry(care: Care) -> None:
    with on(after(3)):
        visit = await begin(care)
    with on(after(20)):
        (late,) = await send(device(care, "a"), entry(visit, "done", after(20), content=note("甲")))
        (other,) = await send(device(care, "b"), entry(visit, "done", after(6), content=note("乙")))
        (third,) = await send(device(care, "c"), entry(visit, "not_found", after(5)))
        # The earlier visit was in time, so the visit counts as done in time; what the others said stays beside it.
        assert (late["state"], other["result"], other["state"]) == ("done-late", "kept-beside", "done")
        assert (third["result"], third["state"]) == ("kept-beside", "done")
        content = (await care.worker().get(f"/visits/{visit['id']}/content")).json()["entries"]
        assert [e["content"] and e["content"]["note"] for e in content] == ["甲", "乙", None]
        assert [data["outcome"] for _, data in await care.told("visit-closed")] == ["done-late", "done"]


async def test_one_refusal_holds_up_no_other_entry(care: Care) -> None:
    with on(after(5)):
        visit = await begin(care)
        good, reused = entry(visit, "not_found", after(4)), new_id()
        results = await send(
            care.worker(),
            entry({"id": str(new_id())}, "done", after(4)),
            entry(visit, "done", after(6)),
            good,
            entry(visit, "done", after(5), reused),
            entry(visit, "not_found", after(3), reused),
        )
        kinds = [(r["result"], (r["problem"] or {}).get("type", "").rpartition("/")[2]) for r in results]
        assert kinds == [
            ("refused", "unknown-visit"),
            ("refused", "bad-payload"),
            ("recorded", ""),
            ("recorded", ""),
            ("refused", "client-id-reused"),
        ]
        assert (await care.visit(care.child, "newborn-home-visit"))["state"] == "done"


async def test_what_was_done_after_a_withdrawal_is_refused_and_explained(care: Care) -> None:
    with on(after(3)):
        visit = await begin(care)
        await care.worker().post(f"/plans/{visit['plan_id']}/withdraw")
    with on(after(5)):
        (result,) = await send(care.worker(), entry(visit, "done", after(5), content=note("x")))
        assert (result["result"], result["problem"]["type"].rpartition("/")[2]) == ("refused", "care-has-ended")
        (before,) = await send(care.worker(), entry(visit, "done", after(3)))
        assert (before["result"], before["state"]) == ("recorded", "done")
