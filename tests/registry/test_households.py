"""Households: opened, joined, left, headed; each told of."""

import asyncio

from tests.registry.conftest import FAR_VILLAGE, NEIGHBOUR, VILLAGE, Registry, codes, slug


async def test_a_household_is_opened_with_its_head(registry: Registry) -> None:
    head = await registry.person()
    entry = {"number": "0001", "registered_division": VILLAGE, "head_id": head["id"]}
    household = await registry.call("POST", "/households", 201, json=entry)
    assert (household["head_id"], household["kind"]) == (head["id"], "family")
    member = await registry.call("GET", f"/persons/{head['id']}")
    assert (member["household_id"], member["relation_to_head"]) == (household["id"], "02")
    assert await registry.kinds() == [
        "person-registered",
        "household-registered",
        "person-changed",
        "household-changed",
    ]


async def test_a_number_is_used_once_in_a_division(registry: Registry) -> None:
    entry = {"number": "0001", "registered_division": VILLAGE}
    await registry.call("POST", "/households", 201, json=entry)
    assert slug(await registry.call("POST", "/households", 409, json=entry)) == "household-number-taken"
    await registry.call("POST", "/households", 201, json=entry | {"registered_division": NEIGHBOUR})


async def test_a_household_of_nowhere_is_refused(registry: Registry) -> None:
    entry = {"number": "1", "registered_division": "341599001099"}
    answer = await registry.call("POST", "/households", 422, json=entry)
    assert codes(answer) == {"#/registered_division": "unknown_division"}
    worker = await registry.staff("village-worker", VILLAGE)
    entry["registered_division"] = NEIGHBOUR
    answer = await registry.call("POST", "/households", 422, json=entry, by=worker)
    assert codes(answer) == {"#/registered_division": "outside_scope"}


async def test_who_joins_is_registered_where_the_household_is(registry: Registry) -> None:
    household, _, _ = await registry.family()
    guest = await registry.person(name="新媳妇", sex=2, registered_division=FAR_VILLAGE)
    await registry.forget_events()
    path = f"/households/{household['id']}/members"
    entry = {"person_id": guest["id"], "relation_to_head": "28"}
    await registry.call("POST", path, json=entry)
    ((kind, data),) = await registry.published()
    assert (kind, data["facts"]["registered_division"]) == ("person-changed", VILLAGE)
    await registry.call("POST", path, json=entry)
    assert await registry.kinds() == ["person-changed"]
    members = await registry.call("GET", path)
    assert [m["name"] for m in members["items"]] == ["王建国", "李芳", "新媳妇"]


async def test_nobody_is_in_two_households_and_a_household_has_one_head(registry: Registry) -> None:
    household, head, _ = await registry.family()
    other, _, _ = await registry.family("1002")
    path = f"/households/{other['id']}/members"
    answer = await registry.call("POST", path, 409, json={"person_id": head["id"]})
    assert slug(answer) == "in-another-household"
    single = await registry.person()
    answer = await registry.call("POST", path, 409, json={"person_id": single["id"], "relation_to_head": "02"})
    assert slug(answer) == "household-head-taken"
    entry = {"name": "王", "sex": 1, "birth_date": "2020-01-01", "residence_division": VILLAGE}
    join = {"household_id": household["id"], "registered_division": NEIGHBOUR}
    answer = await registry.call("POST", "/persons", 422, json=entry | join)
    assert codes(answer) == {"#/registered_division": "household_elsewhere"}


async def test_the_head_changes_and_may_then_leave(registry: Registry) -> None:
    household, head, spouse = await registry.family()
    path = f"/households/{household['id']}"
    answer = await registry.call("DELETE", f"{path}/members/{head['id']}", 409)
    assert slug(answer) == "head-must-stay"
    await registry.forget_events()
    body = {"person_id": spouse["id"], "former_head_relation": "11"}
    assert slug(await registry.call("PUT", f"{path}/head", 428, json=body)) == "revision-missing"
    changed = await registry.call("PUT", f"{path}/head", json=body, headers={"If-Match": '"2"'})
    assert (changed["head_id"], changed["revision"]) == (spouse["id"], 3)
    assert await registry.kinds() == ["household-changed", "person-changed", "person-changed"]
    relations = {p["name"]: p["relation_to_head"] for p in (await registry.call("GET", f"{path}/members"))["items"]}
    assert relations == {"王建国": "11", "李芳": "02"}
    await registry.call("DELETE", f"{path}/members/{head['id']}")
    last = await registry.call("DELETE", f"{path}/members/{spouse['id']}")
    assert last["head_id"] is None
    answer = await registry.call("DELETE", f"{path}/members/{spouse['id']}", 409)
    assert slug(answer) == "not-a-member"


async def test_a_stranger_does_not_become_head(registry: Registry) -> None:
    household, _, _ = await registry.family()
    stranger = await registry.person()
    body = {"person_id": stranger["id"]}
    path = f"/households/{household['id']}/head"
    answer = await registry.call("PUT", path, 409, json=body, headers={"If-Match": '"2"'})
    assert slug(answer) == "not-a-member"


async def test_two_heads_at_once_leave_one(registry: Registry) -> None:
    household = await registry.call("POST", "/households", 201, json={"number": "7", "registered_division": VILLAGE})
    people = [await registry.person(name=f"人{n}") for n in range(4)]
    client, path = await registry.staff(), f"/households/{household['id']}/members"
    answers = await asyncio.gather(
        *(client.post(path, json={"person_id": p["id"], "relation_to_head": "02"}) for p in people)
    )
    assert sorted(a.status_code for a in answers) == [200, 409, 409, 409]


async def test_households_are_listed_by_division_and_number(registry: Registry) -> None:
    for division, number in ((NEIGHBOUR, "2"), (VILLAGE, "2"), (VILLAGE, "1"), (FAR_VILLAGE, "1")):
        await registry.call("POST", "/households", 201, json={"number": number, "registered_division": division})
    first = await registry.call("GET", "/households", params={"limit": 3})
    second = await registry.call("GET", "/households", params={"cursor": first["next"]})
    found = [(h["registered_division"], h["number"]) for h in first["items"] + second["items"]]
    assert found == [(VILLAGE, "1"), (VILLAGE, "2"), (NEIGHBOUR, "2"), (FAR_VILLAGE, "1")]
    one = await registry.call("GET", "/households", params={"division": VILLAGE, "number": "2"})
    assert len(one["items"]) == 1


async def test_a_household_known_through_a_resident_is_not_changed_from_there(registry: Registry) -> None:
    household, _, spouse = await registry.family()
    move = {"to_division": FAR_VILLAGE, "moved_on": "2020-01-01"}
    await registry.call("POST", f"/persons/{spouse['id']}/moves", 201, json=move)
    worker = await registry.staff("village-worker", FAR_VILLAGE)
    path = f"/households/{household['id']}"
    await registry.call("GET", path, by=worker)
    members = await registry.call("GET", f"{path}/members", by=worker)
    assert [m["name"] for m in members["items"]] == ["李芳"]
    await registry.call("DELETE", f"{path}/members/{spouse['id']}", 403, by=worker)
