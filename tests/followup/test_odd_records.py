"""What arrives from the field twice, out of order, or for somebody who moved, was merged or died meanwhile: handled by
rule, explained, and nothing of it is lost.
"""

from typing import Any

from chassis.identifiers import new_id
from contracts.registry import DeathRegistered, PersonMerged, PersonMoved, PersonUnmerged
from tests.followup.care import BORN, Care, after, on
from tests.followup.test_sync import begin, device, entry, note, send
from tests.support.people import OTHER_VILLAGE, VILLAGE, facts, registered


async def entries(care: Care, visit: dict[str, Any], division: str = VILLAGE) -> list[Any]:
    content = (await care.worker(division).get(f"/visits/{visit['id']}/content")).json()["entries"]
    return [(e["outcome"], e["content"] and e["content"]["note"]) for e in content]


async def test_twice_and_out_of_order_for_somebody_who_moved_meanwhile(care: Care) -> None:
    with on(after(3)):
        visit = await begin(care)
    with on(after(6)):
        moved = PersonMoved(
            person_id=care.child, revision=2, from_division=VILLAGE, to_division=OTHER_VILLAGE, moved_on=after(6)
        )
        await care.tell(moved)
        made, missed = entry(visit, "done", after(5), content=note("甲")), entry(visit, "not_found", after(4))
        phone = device(care, "a")
        results = [(await send(phone, each))[0]["result"] for each in (made, missed, made)]
        assert results == ["recorded", "recorded", "repeated"], "not met at the old address is kept, and is no news"
        # The new team reads both entries; the visit counts for the village whose worker made it.
        assert await entries(care, visit, OTHER_VILLAGE) == [("done", "甲"), ("not_found", None)]
        (told,) = [data for _, data in await care.told("visit-closed") if data["visit_id"] == visit["id"]]
        assert (told["outcome"], told["division"]) == ("done", VILLAGE)


async def test_for_an_entry_that_was_merged_and_is_taken_apart_again(care: Care) -> None:
    survivor, merge_id = new_id(), new_id()
    with on(after(3)):
        visit = await begin(care)
        await care.tell(registered(survivor, name="李小宝", birth_date=BORN))
        await care.tell(PersonMerged(person_id=care.child, revision=2, survivor_id=survivor, merge_id=merge_id))
    with on(after(5)):
        # The phone knows nothing of the merge: the visit is the same, and is the survivor's now.
        (made,) = await send(device(care, "a"), entry(visit, "done", after(5), content=note("乙")))
        assert (made["result"], made["state"]) == ("recorded", "done")
        assert {v["id"] for v in (await care.plan_of(survivor))["visits"]} >= {visit["id"]}
        back = facts(name="李小宝", birth_date=BORN)
        await care.tell(
            PersonUnmerged(person_id=care.child, revision=3, facts=back, survivor_id=survivor, merge_id=merge_id)
        )
        again = {v["id"]: v["state"] for v in (await care.plan_of(care.child))["visits"]}
        assert again[visit["id"]] == "done"
        assert await entries(care, visit) == [("done", "乙")]


async def test_for_somebody_who_died_what_was_done_before_counts_and_what_came_after_is_explained(care: Care) -> None:
    with on(after(3)):
        visit = await begin(care)
    with on(after(6)):
        await care.tell(DeathRegistered(person_id=care.child, revision=2, died_on=after(6)))
    with on(after(8)):
        phone = device(care, "a")
        (later,) = await send(phone, entry(visit, "done", after(8)))
        assert (later["result"], later["problem"]["type"].rpartition("/")[2]) == ("refused", "care-has-ended")
        assert later["problem"]["title"] and later["problem"]["ended_on"] == str(after(6))
        (before,) = await send(phone, entry(visit, "done", after(5), content=note("丙")))
        assert (before["result"], before["state"]) == ("recorded", "done")
        assert await entries(care, visit) == [("done", "丙")]
