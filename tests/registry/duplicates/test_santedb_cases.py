"""The merge cases of SanteDB's MDM (its README, "Behaviors"), as they hold here.

SanteDB keeps every source's record and a master above them, and links what matches by itself. This register has one
entry for a person, which offices share: what matches by citizen number is the same entry from the start, and anything
less is a question that a clerk answers. So 'linked to the master' is 'one entry', 'candidate' is 'in the queue',
'searching by the external id' is 'asking for the old id', and only clerks' decisions (SanteDB's VERIFIED) link.
"""

from datetime import date
from typing import Any

from tests.registry.conftest import FAR_VILLAGE, TOWN, VILLAGE, Registry, citizen_number, slug
from tests.registry.duplicates.test_merging import merge, undo
from tests.registry.duplicates.test_queue import queue, scan

BORN = date(1990, 5, 17)
ELSE: dict[str, Any] = {"name": "赵六", "sex": 2, "birth_date": "1961-08-09", "reason": "全部更正"}


async def correct(registry: Registry, person: Any, expect: int = 200, **changes: Any) -> Any:
    client = await registry.staff()
    revision = (await registry.call("GET", f"/persons/{person['id']}"))["revision"]
    changes.setdefault("reason", "更正")
    answer = await client.patch(f"/persons/{person['id']}", json=changes, headers={"If-Match": str(revision)})
    assert answer.status_code == expect, answer.text
    return answer.json()


async def known_as(registry: Registry, person: Any) -> str:
    """The id that stands for a person's first one."""
    client = await registry.staff()
    answer = await client.get(f"/persons/{person['id']}")
    return str(answer.json()["merged_into"] if answer.status_code == 308 else answer.json()["id"])


async def candidates(registry: Registry) -> tuple[Any, Any]:
    """Case 3's outcome: two entries, and the question whether they are one person."""
    one, other = await registry.person(), await registry.person(name="王晓明")
    (pair,) = await queue(registry)
    assert {pair["person_id"], pair["other_id"]} == {one["id"], other["id"]}
    return one, other


async def test_case_1_a_new_distinct_record_is_an_entry_of_its_own(registry: Registry) -> None:
    one = await registry.person()
    assert await known_as(registry, one) == one["id"]
    assert await queue(registry) == []


async def test_case_2_a_new_duplicate_by_identifier_is_the_same_entry(registry: Registry) -> None:
    number = citizen_number(BORN, 1)
    one = await registry.person(citizen_number=number)
    twice = {"name": "王小明", "sex": 1, "birth_date": "1990-05-17", "citizen_number": number}
    home = {"registered_division": VILLAGE, "residence_division": VILLAGE}
    refused = await registry.call("POST", "/persons", 409, json=twice | home)
    assert slug(refused) == "citizen-number-taken"
    (found,) = (await registry.call("POST", "/persons/search", json={"citizen_number": number}))["items"]
    assert found["id"] == one["id"]


async def test_case_3_a_suspected_duplicate_is_an_entry_and_a_question(registry: Registry) -> None:
    one, other = await candidates(registry)
    assert await known_as(registry, one) == one["id"]
    assert await known_as(registry, other) == other["id"]


async def test_case_4_an_update_keeps_the_entry_however_wildly_it_differs(registry: Registry) -> None:
    one = await registry.person()
    changed = await correct(registry, one, **ELSE)
    assert (changed["id"], changed["name"]) == (one["id"], "赵六")
    assert await registry.pool.fetchval("SELECT count(*) FROM persons") == 1


async def test_case_5_a_candidate_that_comes_to_match_is_asked_about_with_more_weight(registry: Registry) -> None:
    _, other = await candidates(registry)
    (before,) = await queue(registry)
    await correct(registry, other, name="王小明")
    (after,) = await queue(registry)
    assert (after["id"], after["evidence"]["name"]) == (before["id"], "same")
    assert after["weight"] > before["weight"]
    # Nobody is merged by a machine: a clerk confirms, and the question is settled.
    merged = await merge(registry, {"id": after["person_id"]}, {"id": after["other_id"]})
    assert await queue(registry) == []
    assert await known_as(registry, {"id": merged["merged_id"]}) == merged["survivor_id"]


async def test_case_6_a_candidate_that_ceases_to_match_is_detached(registry: Registry) -> None:
    one, other = await candidates(registry)
    await correct(registry, other, **ELSE)
    assert await queue(registry) == []
    assert await known_as(registry, one) == one["id"]
    assert await known_as(registry, other) == other["id"]


async def test_case_7_a_candidate_is_reconciled_by_hand(registry: Registry) -> None:
    one, other = await candidates(registry)
    done = await merge(registry, one, other)
    assert await known_as(registry, other) == await known_as(registry, one) == one["id"]
    assert await queue(registry) == []
    (settled,) = await registry.pool.fetch("SELECT * FROM possible_duplicates")
    assert (settled["state"], str(settled["merge_id"])) == ("merged", done["id"])
    listed = await registry.call("GET", "/persons", params={"name": "王"})
    assert [person["id"] for person in listed["items"]] == [one["id"]]


async def test_case_8_a_link_made_by_hand_is_sticky(registry: Registry) -> None:
    one, other = await candidates(registry)
    await merge(registry, one, other)
    await correct(registry, one, **ELSE)
    await scan(registry)
    assert await known_as(registry, other) == one["id"]


async def test_case_9_a_candidate_set_aside_stays_so_even_when_it_comes_to_match(registry: Registry) -> None:
    _, other = await candidates(registry)
    (pair,) = await queue(registry)
    await registry.call("POST", f"/duplicates/{pair['id']}/not-same", json={"reason": "两人都到场"})
    await correct(registry, other, name="王小明")
    await scan(registry)
    assert await queue(registry) == []
    assert (await registry.call("GET", f"/duplicates/{pair['id']}"))["state"] == "not_same"


async def test_case_10_parting_is_sticky(registry: Registry) -> None:
    one, other = await registry.person(), await registry.person()
    done = await merge(registry, one, other)
    await undo(registry, done)
    assert await known_as(registry, one) == one["id"]
    assert await known_as(registry, other) == other["id"]
    await correct(registry, other, note="与前者资料完全一致")
    await scan(registry)
    assert await queue(registry) == []


async def test_case_17_an_office_merges_two_entries_of_its_own(registry: Registry) -> None:
    numbers = [citizen_number(BORN, 1), "E12345678"]
    one = await registry.person(citizen_number=numbers[0])
    other = await registry.person(other_id_type="03", other_id_number=numbers[1])
    officer = await registry.staff("township-officer", TOWN)
    await merge(registry, one, other, by=officer)
    now = await registry.call("GET", f"/persons/{one['id']}", by=officer)
    assert (now["citizen_number"], now["other_id_number"]) == (one["citizen_number"], other["other_id_number"])
    assert await known_as(registry, other) == one["id"]


async def test_case_18_an_office_cannot_merge_entries_of_another(registry: Registry) -> None:
    far = {"registered_division": FAR_VILLAGE, "residence_division": FAR_VILLAGE}
    one, other = await registry.person(), await registry.person(**far)
    officer = await registry.staff("township-officer", TOWN)
    body = {"survivor_id": one["id"], "survivor_revision": 1, "merged_id": other["id"], "merged_revision": 1}
    refused = await registry.call("POST", "/merges", 404, json=body | {"reason": "同一人"}, by=officer)
    assert slug(refused) == "unknown-person"
    assert await known_as(registry, one) == one["id"]
    assert await known_as(registry, other) == other["id"]
