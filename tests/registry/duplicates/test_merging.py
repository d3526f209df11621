"""Two entries become one, and two again: what moves, what stays, what is refused."""

from datetime import date
from typing import Any

from tests.registry.conftest import FAR_VILLAGE, NEIGHBOUR, TOWN, VILLAGE, Registry, citizen_number, codes, slug

BORN = date(1990, 5, 17)


async def merge(registry: Registry, survivor: Any, merged: Any, expect: int = 201, **more: Any) -> Any:
    preview = {"survivor_id": survivor["id"], "merged_id": merged["id"]}
    seen = await registry.call("POST", "/merges/preview", json=preview)
    revisions = {name: seen[name] for name in ("survivor_revision", "merged_revision")}
    by = more.pop("by", None) or await registry.staff()
    body = preview | revisions | {"reason": "同一人重复登记"} | more
    return await registry.call("POST", "/merges", expect, json=body, by=by)


async def undo(registry: Registry, merged: Any, expect: int = 200) -> Any:
    return await registry.call("POST", f"/merges/{merged['id']}/undo", expect, json={"reason": "误合并"})


async def rows(registry: Registry, *tables: str) -> dict[str, Any]:
    """The tables' contents without what every change raises."""
    passing = {"revision", "valid_from", "changed_by", "change_reason", "source", "source_id"}
    kept = {}
    for table in tables:
        found = await registry.pool.fetch(f"SELECT * FROM {table} ORDER BY id")
        kept[table] = [{k: v for k, v in row.items() if k not in passing} for row in found]
    return kept


async def test_every_field_that_differs_is_shown_with_a_proposal(registry: Registry) -> None:
    one = await registry.person(citizen_number=citizen_number(BORN, 1), phone="19000001234")
    other = await registry.person(name="王晓明", residence_division=NEIGHBOUR, phone="19000001234", note="搬来")
    seen = await registry.call("POST", "/merges/preview", json={"survivor_id": other["id"], "merged_id": one["id"]})
    by_field = {field["field"]: field for field in seen["fields"]}
    assert {f for f, c in by_field.items() if not c["agree"]} == {"name", "citizen_number", "residence", "note"}
    assert (by_field["name"]["proposed"], by_field["name"]["because"]) == ("merged", "citizen-number")
    assert by_field["citizen_number"]["because"] == "only-one"
    assert "*" in by_field["citizen_number"]["merged"]
    assert seen["better_survivor_id"] == one["id"]


async def test_the_chosen_values_stand_and_the_old_id_leads_on(registry: Registry) -> None:
    one = await registry.person(note="东")
    other = await registry.person(name="王晓明", citizen_number=citizen_number(BORN, 1), ethnic_group="01")
    await registry.forget_events()
    done = await merge(registry, one, other, choices={"name": "survivor"})
    now = await registry.call("GET", f"/persons/{one['id']}")
    assert (now["name"], now["ethnic_group"], now["note"]) == ("王小明", "01", "东")
    assert now["citizen_number"] == other["citizen_number"]
    moved = await registry.call("GET", f"/persons/{other['id']}", 308)
    assert moved["merged_into"] == one["id"]
    assert done["choices"]["citizen_number"] == "merged"
    kinds = [kind for kind, _ in await registry.published()]
    assert kinds == ["person-merged", "person-changed"]
    gone = (await registry.published())[0][1]
    assert (gone["person_id"], gone["survivor_id"]) == (other["id"], one["id"])
    stale = await registry.call("PATCH", f"/persons/{other['id']}", 404, json={"reason": "更正", "note": "x"})
    assert stale["merged_into"] == one["id"]


async def test_an_undone_merge_leaves_both_as_they_were(registry: Registry) -> None:
    _, head, _ = await registry.family()
    again = await registry.person(
        name="王建囯", birth_date="1985-01-02", citizen_number=citizen_number(date(1985, 1, 2), 1)
    )
    child = {"child": {"name": "王宝", "sex": 1, "birth_date": "2026-01-05"}, "father_id": again["id"]}
    await registry.call(
        "POST", "/births", 201, json=child | {"registered_division": VILLAGE, "residence_division": VILLAGE}
    )
    tables = ("persons", "households", "births", "deaths", "moves")
    before = await rows(registry, *tables)
    done = await merge(registry, again, head)
    after = await rows(registry, *tables)
    assert len(after["persons"]) == len(before["persons"]) - 1
    (home,) = after["households"]
    assert str(home["head_id"]) == again["id"]
    await undo(registry, done)
    assert await rows(registry, *tables) == before
    assert (await registry.call("GET", f"/persons/{head['id']}"))["relation_to_head"] == "02"
    again_undone = await undo(registry, done, 409)
    assert slug(again_undone) == "merge-already-undone"


async def test_births_follow_the_parent_and_return(registry: Registry) -> None:
    mother = await registry.person(name="李芳", sex=2, birth_date="1987-03-04")
    twice = await registry.person(name="李芳", sex=2, birth_date="1987-03-04")
    home = {"registered_division": VILLAGE, "residence_division": VILLAGE}
    child = {"child": {"name": "王宝", "sex": 1, "birth_date": "2026-01-05"}, "mother_id": twice["id"]}
    birth = await registry.call("POST", "/births", 201, json=child | home)
    done = await merge(registry, mother, twice)
    assert (await registry.call("GET", f"/births/{birth['id']}"))["mother_id"] == mother["id"]
    later = {"child": {"name": "王贝", "sex": 2, "birth_date": "2026-01-05"}, "mother_id": mother["id"]}
    added = await registry.call("POST", "/births", 201, json=later | home)
    await undo(registry, done)
    assert (await registry.call("GET", f"/births/{birth['id']}"))["mother_id"] == twice["id"]
    assert (await registry.call("GET", f"/births/{added['id']}"))["mother_id"] == mother["id"]


async def test_a_child_registered_twice_has_one_birth_until_they_part(registry: Registry) -> None:
    home = {"registered_division": VILLAGE, "residence_division": VILLAGE}
    child = {"child": {"name": "王宝", "sex": 1, "birth_date": "2026-01-05"}}
    births = [await registry.call("POST", "/births", 201, json=child | home) for _ in range(2)]
    before = await rows(registry, "persons", "births")
    one, other = ({"id": birth["person_id"]} for birth in births)
    done = await merge(registry, one, other)
    assert await registry.pool.fetchval("SELECT count(*) FROM births") == 1
    await undo(registry, done)
    assert await rows(registry, "persons", "births") == before


async def test_a_death_stands_whoever_survives(registry: Registry) -> None:
    living, dead = await registry.person(), await registry.person()
    death = {"person_id": dead["id"], "died_on": "2026-01-05"}
    await registry.call("POST", "/deaths", 201, json=death)
    await registry.forget_events()
    refused = await merge(registry, living, dead, 422, choices={"life": "survivor"})
    assert codes(refused) == {"#/choices/life": "death_stands"}
    done = await merge(registry, living, dead)
    assert [kind for kind, _ in await registry.published()] == ["person-merged", "death-registered", "person-changed"]
    assert (await registry.call("GET", f"/persons/{living['id']}"))["died_on"] == "2026-01-05"
    await undo(registry, done)
    assert (await registry.call("GET", f"/persons/{living['id']}"))["living"] is True
    assert (await registry.call("GET", f"/persons/{dead['id']}"))["living"] is False


async def test_what_was_changed_after_a_merge_stays_with_the_survivor(registry: Registry) -> None:
    one, other = await registry.person(), await registry.person(ethnic_group="01", note="西")
    done = await merge(registry, one, other)
    client = await registry.staff()
    answer = await client.patch(
        f"/persons/{one['id']}", json={"reason": "更正", "ethnic_group": "03"}, headers={"If-Match": "2"}
    )
    assert answer.status_code == 200
    undone = await undo(registry, done)
    assert undone["kept"] == ["ethnic_group"]
    now = await registry.call("GET", f"/persons/{one['id']}")
    assert (now["ethnic_group"], now["note"]) == ("03", None)
    assert (await registry.call("GET", f"/persons/{other['id']}"))["ethnic_group"] == "01"


async def test_merges_of_one_person_are_undone_in_reverse_order(registry: Registry) -> None:
    one, two, three = [await registry.person(note=str(n)) for n in range(3)]
    first = await merge(registry, two, one)
    second = await merge(registry, three, two)
    assert (await registry.call("GET", f"/persons/{one['id']}", 308))["merged_into"] == three["id"]
    refused = await undo(registry, first, 409)
    assert slug(refused) == "unmerge-refused"
    assert refused["blockers"] == [{"kind": "later-merge", "id": second["id"]}]
    await undo(registry, second)
    await undo(registry, first)
    for person in (one, two, three):
        assert (await registry.call("GET", f"/persons/{person['id']}"))["id"] == person["id"]


async def test_a_number_given_to_somebody_else_meanwhile_stops_the_undoing(registry: Registry) -> None:
    number = citizen_number(BORN, 1)
    one, other = (
        await registry.person(citizen_number=citizen_number(BORN, 1)),
        await registry.person(citizen_number=number),
    )
    done = await merge(registry, one, other, choices={"citizen_number": "survivor"})
    third = await registry.person(citizen_number=number)
    refused = await undo(registry, done, 409)
    assert refused["blockers"] == [{"kind": "number-taken", "id": third["id"]}]


async def test_what_contradicts_a_merge_is_named(registry: Registry) -> None:
    mother = await registry.person(name="李芳", sex=2, birth_date="1987-03-04")
    home = {"registered_division": VILLAGE, "residence_division": VILLAGE}
    child = {"child": {"name": "王宝", "sex": 2, "birth_date": "2026-01-05"}, "mother_id": mother["id"]}
    birth = await registry.call("POST", "/births", 201, json=child | home)
    refused = await merge(registry, mother, {"id": birth["person_id"]}, 409)
    assert (slug(refused), refused["contradiction"]) == ("merge-contradiction", "parent-and-child")
    _, head, _ = await registry.family()
    other_home, other_head, _ = await registry.family("1002")
    refused = await merge(registry, head, other_head, 409, choices={"registration": "survivor"})
    assert (slug(refused), refused["household_id"]) == ("head-must-stay", other_home["id"])
    same = {"survivor_id": head["id"], "survivor_revision": 1, "merged_id": head["id"], "merged_revision": 1}
    await registry.call("POST", "/merges", 422, json=same | {"reason": "同一人"})


async def test_a_merge_that_builds_on_an_old_reading_is_refused(registry: Registry) -> None:
    one, other = await registry.person(), await registry.person()
    body = {"survivor_id": one["id"], "survivor_revision": 1, "merged_id": other["id"], "merged_revision": 7}
    refused = await registry.call("POST", "/merges", 412, json=body | {"reason": "同一人"})
    assert refused["current"] == {"survivor": 1, "merged": 1}


async def test_who_does_not_serve_both_neither_merges_nor_parts_them(registry: Registry) -> None:
    here = await registry.person()
    far = await registry.person(registered_division=FAR_VILLAGE, residence_division=FAR_VILLAGE)
    officer = await registry.staff("township-officer", TOWN)
    body = {"survivor_id": here["id"], "survivor_revision": 1, "merged_id": far["id"], "merged_revision": 1}
    await registry.call("POST", "/merges", 404, json=body | {"reason": "同一人"}, by=officer)
    done = await merge(registry, here, far)
    await registry.call("POST", f"/merges/{done['id']}/undo", 404, json={"reason": "误合并"}, by=officer)
    worker = await registry.staff("village-worker", VILLAGE)
    await registry.call("POST", "/merges", 403, json=body | {"reason": "同一人"}, by=worker)
