"""Divisions change with dates and lineage, and everybody in them follows in one transaction."""

from datetime import timedelta
from typing import Any

import pytest

from chassis import clock
from tests.registry.conftest import FAR_VILLAGE, NEIGHBOUR, OTHER_TOWN, TOWN, VILLAGE, Registry, codes, slug
from tests.support.running import COUNTY

NEW = "341599001050"


def today() -> str:
    return clock.today().isoformat()


def stated(kind: str, origins: list[str], *to: dict[str, Any], **changes: Any) -> dict[str, Any]:
    body = {"kind": kind, "effective_on": today(), "document": "示政发〔2026〕1号", "from": origins, "to": list(to)}
    return body | changes


async def change(registry: Registry, *given: Any, expect: int = 201, **changes: Any) -> Any:
    return await registry.call("POST", "/divisions/changes", expect, json=stated(*given, **changes))


async def places(registry: Registry) -> dict[str, tuple[str, str]]:
    rows = await registry.pool.fetch("SELECT name, registered_division, residence_division FROM persons")
    return {r["name"]: (r["registered_division"], r["residence_division"]) for r in rows}


async def test_a_merge_takes_people_households_and_history_along(registry: Registry) -> None:
    _, head, spouse = await registry.family()
    there = {"registered_division": NEIGHBOUR, "residence_division": VILLAGE}
    await registry.person(name="赵邻", **there)
    await registry.forget_events()
    made = await change(registry, "merge", [VILLAGE, NEIGHBOUR], {"code": NEW, "name": "东西村"})
    assert (made["effects"]["persons"], made["effects"]["households"]) == (3, 1)
    assert set((await places(registry)).values()) == {(NEW, NEW)}
    events = await registry.published()
    assert [kind for kind, _ in events].count("person-changed") == 3
    assert [kind for kind, _ in events].count("household-changed") == 1
    assert "person-moved" not in [kind for kind, _ in events]
    replaced = {data["code"]: data["heir"] for kind, data in events if kind == "division-replaced"}
    assert replaced == {VILLAGE: NEW, NEIGHBOUR: NEW}
    closed = {data["code"]: data["valid_to"] for kind, data in events if kind == "division-changed"}
    assert closed == {NEW: None, VILLAGE: today(), NEIGHBOUR: today()}
    versions = "SELECT residence_division FROM person_versions WHERE id = $1 AND revision = 2"
    assert await registry.pool.fetchval(versions, head["id"]) == VILLAGE
    now = await registry.call("GET", f"/persons/{spouse['id']}")
    assert now["revision"] == 2
    assert await registry.call("GET", f"/divisions/{VILLAGE}", 404)


async def test_a_dry_run_tells_the_same_and_changes_nothing(registry: Registry) -> None:
    await registry.family()
    before = await places(registry), await registry.kinds(), await registry.audited()
    given = ("merge", [VILLAGE, NEIGHBOUR], {"code": NEW, "name": "东西村"})
    tried = await change(registry, *given, dry_run=True)
    assert (await places(registry), await registry.kinds(), await registry.audited()) == before
    assert (await registry.call("GET", f"/divisions/{VILLAGE}"))["name"] == "东村"
    made = await change(registry, *given)
    assert tried["id"] is None
    assert tried["effects"] == made["effects"]


async def test_the_day_before_all_is_as_it_was(registry: Registry) -> None:
    with clock.moved_to(clock.now() + timedelta(days=10)):
        registry.clients.clear()
        await change(registry, "rename", [VILLAGE], {"code": VILLAGE, "name": "新东村"})
    with clock.moved_to(clock.now() + timedelta(days=20)):
        registry.clients.clear()
        await change(registry, "merge", [VILLAGE, NEIGHBOUR], {"code": NEW, "name": "东西村"})
        names = {}
        for days in (-20, -15, -5, 0):
            params = {"as_of": (clock.today() + timedelta(days=days)).isoformat(), "parent": TOWN}
            page = await registry.call("GET", "/divisions", params=params)
            names[days] = [item["name"] for item in page["items"]]
        assert names == {-20: ["东村", "西村"], -15: ["东村", "西村"], -5: ["新东村", "西村"], 0: ["东西村"]}
        line = await registry.call("GET", f"/divisions/{VILLAGE}/lineage")
        assert (line["successor"], [i["to_code"] for i in line["items"]]) == (NEW, [NEW])


async def test_a_split_sends_groups_and_households_where_they_are_named(registry: Registry) -> None:
    household, head, spouse = await registry.family()
    grouped = await registry.person(name="钱组")
    rest = await registry.person(name="孙余")
    groups = [{"number": 1, "name": "一组", "members": [grouped["id"], head["id"]]}, {"number": 2, "name": "二组"}]
    entered = await registry.call("PUT", f"/divisions/{VILLAGE}/groups", json={"items": groups})
    assert [g["people"] for g in entered["items"]] == [2, 0]
    third = "341599001051"
    made = await change(
        registry,
        "split",
        [VILLAGE],
        {"code": VILLAGE, "rest": True},
        {"code": NEW, "name": "一组村", "groups": [f"{VILLAGE}001"]},
        {"code": third, "name": "户村", "households": [household["id"]]},
    )
    assert made["effects"]["groups"] == {f"{VILLAGE}001": f"{NEW}001"}
    found = await places(registry)
    assert found[head["name"]] == found[spouse["name"]] == (third, third)
    assert found["钱组"] == (NEW, NEW)
    assert found["孙余"] == (VILLAGE, VILLAGE)
    assert (await registry.call("GET", f"/persons/{rest['id']}"))["revision"] == 1
    assert (await registry.call("GET", f"/divisions/{VILLAGE}/lineage"))["successor"] == VILLAGE
    assert [g["name"] for g in (await registry.call("GET", f"/divisions/{NEW}/groups"))["items"]] == ["一组"]


async def test_a_town_takes_its_villages_along_under_free_codes(registry: Registry) -> None:
    await registry.person(name="周东")
    await registry.person(name="吴南", registered_division=FAR_VILLAGE, residence_division=FAR_VILLAGE)
    made = await change(registry, "merge", [OTHER_TOWN], {"code": TOWN})
    # 001 and 002 are taken in the town that stays.
    moved = "341599001003"
    heirs = {s["old"]: s["new"] for s in made["effects"]["successions"]}
    assert heirs == {OTHER_TOWN: TOWN, FAR_VILLAGE: moved}
    assert (await places(registry))["吴南"] == (moved, moved)
    assert (await places(registry))["周东"] == (VILLAGE, VILLAGE)
    villages = await registry.call("GET", "/divisions", params={"parent": TOWN})
    assert [v["name"] for v in villages["items"]] == ["东村", "西村", "南村"]


async def test_two_households_of_one_number_are_told_apart(registry: Registry) -> None:
    for village, name in ((VILLAGE, "甲"), (NEIGHBOUR, "乙")):
        home = {"registered_division": village, "residence_division": village}
        head = await registry.person(name=name, **home)
        entry = {"number": "1001", "registered_division": village, "head_id": head["id"]}
        await registry.call("POST", "/households", 201, json=entry)
    made = await change(registry, "merge", [NEIGHBOUR], {"code": VILLAGE})
    assert [(h["number"], h["division"]) for h in made["effects"]["renumbered"]] == [("1001-001002", VILLAGE)]


FAULTS = [
    ("rename", [VILLAGE], [{"code": NEIGHBOUR}], {}, ("#/to", "bad_shape")),
    ("merge", ["341599001009", VILLAGE], [{"code": NEW, "name": "新"}], {}, ("#/from/0/", "unknown_division")),
    ("merge", [VILLAGE, TOWN], [{"code": NEW, "name": "新"}], {}, ("#/from/1/", "level_differs")),
    ("merge", [VILLAGE, NEIGHBOUR], [{"code": NEW}], {}, ("#/to/0/name", "name_missing")),
    ("merge", [VILLAGE], [{"code": NEW, "name": "新"}, {"code": NEIGHBOUR}], {}, ("#/to", "bad_shape")),
    ("recode", [VILLAGE], [{"code": NEIGHBOUR}], {}, ("#/to/0/code", "code_in_use")),
    ("recode", [VILLAGE], [{"code": "341599009001", "name": "新"}], {}, ("#/to/0/code", "unknown_parent")),
    ("split", [VILLAGE], [{"code": VILLAGE}, {"code": NEW, "name": "新"}], {}, ("#/to", "rest_missing")),
    ("rename", [VILLAGE], [{"code": VILLAGE, "name": "新"}], {"effective_on": "2099-01-01"},
     ("#/effective_on", "change_in_future")),
    ("rename", [VILLAGE], [{"code": VILLAGE, "name": "新"}], {"effective_on": "2020-01-01"},
     ("#/effective_on", "before_valid_from")),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "origins", "to", "changes", "fault"), FAULTS)
async def test_a_change_that_cannot_be_is_refused(
    registry: Registry, kind: str, origins: list[str], to: list[Any], changes: dict[str, str], fault: tuple[str, str]
) -> None:
    answer = await change(registry, kind, origins, *to, expect=422, **changes)
    assert codes(answer)[fault[0]] == fault[1]


async def test_no_change_while_an_import_runs(registry: Registry) -> None:
    await registry.pool.execute(
        "INSERT INTO imports (id, state, file_name, size, digest, uploaded_by, uploader, division, uploaded_at)"
        " VALUES (gen_random_uuid(), 'running', 'x', 1, '', 'x', '{}', $1, now())",
        COUNTY,
    )
    answer = await change(registry, "merge", [VILLAGE], {"code": NEIGHBOUR}, expect=409)
    assert slug(answer) == "import-running"


async def test_a_closed_code_takes_nobody_in(registry: Registry) -> None:
    await change(registry, "merge", [VILLAGE], {"code": NEIGHBOUR})
    home = {"registered_division": VILLAGE, "residence_division": VILLAGE}
    entry = {"name": "王", "sex": 1, "birth_date": "1990-01-01"} | home
    await registry.call("POST", "/persons", 422, json=entry)


async def test_only_the_county_admin_changes_divisions(registry: Registry) -> None:
    officer = await registry.staff("township-officer", TOWN)
    body = stated("merge", [VILLAGE], {"code": NEIGHBOUR})
    await registry.call("POST", "/divisions/changes", 403, json=body, by=officer)
    worker = await registry.staff("village-worker", NEIGHBOUR)
    groups = {"items": [{"number": 1, "name": "一组"}]}
    await registry.call("PUT", f"/divisions/{VILLAGE}/groups", 403, json=groups, by=worker)
