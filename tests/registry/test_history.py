"""A life replayed: after every step, every earlier day still reads as it was; late news count from their own day."""

from datetime import UTC, datetime
from typing import Any

from chassis import clock
from tests.registry.conftest import ELSEWHERE, NEIGHBOUR, VILLAGE, Registry, codes, slug


def at(day: str) -> Any:
    """The clock at noon (UTC) of ``day``."""
    return clock.moved_to(datetime.fromisoformat(day).replace(hour=4, tzinfo=UTC))


async def as_of(registry: Registry, person_id: str, day: str, **more: str) -> dict[str, Any]:
    client = registry.running.as_staff()
    async with client:
        return await registry.call("GET", f"/persons/{person_id}", params={"as_of": day, **more}, by=client)


async def test_a_life_replayed_reads_as_it_was_at_every_step(registry: Registry) -> None:
    seen: list[tuple[str, dict[str, Any]]] = []
    person_id = ""

    async def step(day: str, method: str, path: str, expect: int = 201, **options: Any) -> Any:
        with at(day):
            async with registry.running.as_staff() as client:
                answer = await registry.call(method, path, expect, by=client, **options)
                now = await registry.call("GET", f"/persons/{person_id or answer['person_id']}", by=client)
        seen.append((day, now))
        return answer

    with at("2019-12-01"):
        async with registry.running.as_staff() as client:
            mother = await registry.call(
                "POST",
                "/persons",
                201,
                by=client,
                json={
                    "name": "李芳",
                    "sex": 2,
                    "birth_date": "1990-03-04",
                    "registered_division": VILLAGE,
                    "residence_division": VILLAGE,
                },
            )
            house = {"number": "7", "registered_division": NEIGHBOUR}
            home = await registry.call("POST", "/households", 201, by=client, json=house)
    birth = {"child": {"name": "李小一", "sex": 1, "birth_date": "2020-01-10"}, "mother_id": mother["id"]}
    person_id = (await step("2020-01-10", "POST", "/births", json=birth))["person_id"]
    out = {"to_division": ELSEWHERE, "moved_on": "2021-05-01"}
    await step("2021-05-01", "POST", f"/persons/{person_id}/moves", json=out)
    back = {"to_division": NEIGHBOUR, "moved_on": "2022-06-01"}
    assert (await step("2022-06-01", "POST", f"/persons/{person_id}/moves", json=back))["items"][0]["kind"] == "return"
    joined = {"person_id": person_id, "relation_to_head": "20"}
    await step("2022-07-01", "POST", f"/households/{home['id']}/members", 200, json=joined)
    patch = {"name": "李一", "reason": "改名", "document": {"kind": "更名审批表", "number": "G20230001"}}
    match = {"If-Match": f'"{seen[-1][1]["revision"]}"'}
    await step("2023-01-02", "PATCH", f"/persons/{person_id}", 200, json=patch, headers=match)
    await step("2024-02-03", "POST", "/deaths", json={"person_id": person_id, "died_on": "2024-02-03"})

    volatile = {"valid_from", "revision"}
    for (day, then), following in zip(seen, [*seen[1:], ("2026-01-01", {})], strict=True):
        for asked in (day, following[0]):
            expected = then if asked == day else (following[1] or then)
            found = await as_of(registry, person_id, asked)
            assert {k: v for k, v in found.items() if k not in volatile} == {
                k: v for k, v in expected.items() if k not in volatile
            }, asked
    async with registry.running.as_staff() as client:
        before = await registry.call("GET", f"/persons/{person_id}?as_of=2020-01-09", 404, by=client)
        assert (slug(before), before["since"]) == ("not-yet-registered", "2020-01-10")
        history = await registry.call("GET", f"/persons/{person_id}/history", by=client)
        assert [c["source"] for c in history["items"]] == ["birth", "move", "move", "hand", "document", "death"]
        renamed = history["items"][4]
        assert renamed["changes"] == [{"field": "name", "before": "李小一", "after": "李一"}]
        assert (renamed["reason"], renamed["document"]["kind"]) == ("改名", "approval-form")
        assert renamed["document"]["number"] == "G******01"
        first = await registry.call("GET", f"/persons/{person_id}/history?limit=2", by=client)
        rest = await registry.call("GET", f"/persons/{person_id}/history?cursor={first['next']}", by=client)
        assert first["items"] + rest["items"] == history["items"]


async def test_late_news_count_from_their_day_but_not_before_they_were_known(registry: Registry) -> None:
    with at("2024-01-01"):
        async with registry.running.as_staff() as client:
            entry = {"name": "王", "sex": 1, "birth_date": "1940-01-01"}
            places = {"registered_division": VILLAGE, "residence_division": VILLAGE}
            person = await registry.call("POST", "/persons", 201, json=entry | places, by=client)
    with at("2024-09-01"):
        async with registry.running.as_staff() as client:
            late = await registry.call(
                "POST", "/deaths", 201, json={"person_id": person["id"], "died_on": "2024-03-01"}, by=client
            )
    assert late["late"] is True
    assert (await as_of(registry, person["id"], "2024-02-28"))["living"] is True
    assert (await as_of(registry, person["id"], "2024-03-01"))["living"] is False
    assert (await as_of(registry, person["id"], "2024-06-01", known_on="2024-08-31"))["living"] is True
    assert (await as_of(registry, person["id"], "2024-06-01", known_on="2024-09-01"))["living"] is False


async def test_a_household_splits_and_joins_again_and_every_day_keeps_its_members(registry: Registry) -> None:
    with at("2024-01-01"):
        registry.clients.clear()
        household, head, spouse = await registry.family()
        son = await registry.person(name="王子", household_id=household["id"], relation_to_head="20")
    path = f"/households/{household['id']}"
    with at("2024-05-01"):
        registry.clients.clear()
        now = await registry.call("GET", path)
        match = {"If-Match": f'"{now["revision"]}"'}
        split = {"number": "1001-1", "members": [{"person_id": head["id"], "relation_to_head": "02"}]}
        refused = await registry.call("POST", f"{path}/split", 409, json=split, headers=match)
        assert slug(refused) == "head-must-stay"
        split["members"] = [{"person_id": son["id"], "relation_to_head": "02"}]
        new = await registry.call("POST", f"{path}/split", 201, json=split, headers=match)
        assert (new["head_id"], new["registered_division"]) == (son["id"], VILLAGE)
        again = await registry.call("POST", f"{path}/split", 412, json=split | {"number": "x"}, headers=match)
        assert slug(again) == "revision-stale"
    with at("2024-08-01"):
        registry.clients.clear()
        now = await registry.call("GET", path)
        join = {"household_id": new["id"], "members": [{"person_id": son["id"], "relation_to_head": "20"}]}
        await registry.call("POST", f"{path}/join", json=join, headers={"If-Match": f'"{now["revision"]}"'})
        itself = join | {"household_id": household["id"]}
        answer = await registry.call("POST", f"{path}/join", 422, json=itself, headers={"If-Match": '"9"'})
        assert codes(answer) == {"#/household_id": "same_household"}
    registry.clients.clear()
    for day, members in (("2024-01-01", 3), ("2024-05-01", 2), ("2024-07-31", 2), ("2024-08-01", 3)):
        then = await registry.call("GET", f"{path}/members", params={"as_of": day})
        assert len(then["items"]) == members, day
    was = await registry.call("GET", f"/households/{new['id']}", params={"as_of": "2024-06-01"})
    assert was["head_id"] == son["id"]
    assert (await registry.call("GET", f"/households/{new['id']}"))["head_id"] is None
    assert (await registry.call("GET", f"/persons/{spouse['id']}"))["household_id"] == household["id"]


async def test_two_current_households_are_refused_with_the_one_that_stands_against(registry: Registry) -> None:
    household, _, spouse = await registry.family()
    other = await registry.call("POST", "/households", 201, json={"number": "2", "registered_division": VILLAGE})
    answer = await registry.call("POST", f"/households/{other['id']}/members", 409, json={"person_id": spouse["id"]})
    assert (slug(answer), answer["current_household_id"]) == ("in-another-household", household["id"])


async def test_a_stale_edit_is_shown_both_versions(registry: Registry) -> None:
    person = await registry.person()
    path, match = f"/persons/{person['id']}", {"If-Match": '"1"'}
    await registry.call("PATCH", path, json={"name": "王大明", "reason": "更正"}, headers=match)
    stale = await registry.call("PATCH", path, 412, json={"name": "王小名", "reason": "更正"}, headers=match)
    assert (stale["current"], stale["read"]["name"], stale["now"]["name"]) == (2, "王小明", "王大明")


async def test_departments_see_what_is_not_what_was(registry: Registry) -> None:
    person = await registry.person()
    async with registry.running.as_department("health", "check", person=["id", "name"]) as client:
        answer = await registry.call("GET", f"/persons/{person['id']}?as_of=2020-01-01", 422, by=client)
        assert (slug(answer), answer["rule"]) == ("charter", "C7")
