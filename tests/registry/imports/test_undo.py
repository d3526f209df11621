"""Undo: a whole import goes back, or a precise refusal says what stands in the way."""

from datetime import date
from typing import Any

from tests.registry.imports.conftest import OTHER_VILLAGE, TOWN, VILLAGE, Office, citizen_number, csv_file, person

HEAD = person(household_number="1", relation_to_head="户主", phone="19012345678")
WIFE = person(
    name="李芳",
    citizen_number=citizen_number("19820202", 2),
    sex="女",
    birth_date="19820202",
    household_number="1",
    relation_to_head="配偶",
)


async def contents(office: Office) -> list[dict[str, Any]]:
    skipped = ("revision", "valid_from", "changed_by", "change_reason")
    rows = await office.pool.fetch("SELECT * FROM persons ORDER BY id")
    rows += await office.pool.fetch("SELECT * FROM households ORDER BY id")
    return [{k: v for k, v in row.items() if k not in skipped} for row in rows]


async def test_what_was_entered_goes_and_is_withdrawn(office: Office) -> None:
    done = await office.take_in(csv_file(HEAD, WIFE, person(citizen_number=citizen_number(sequence=3))))
    assert done["counts"]["possible_duplicates"] == 1
    answer = await office.undo(done["id"])
    assert (answer.status_code, answer.json()["state"]) == (200, "undone")
    for table in ("persons", "households", "possible_duplicates"):
        assert await office.pool.fetchval(f"SELECT count(*) FROM {table}") == 0
    events = await office.events()
    entered = {data["person_id"] for kind, data in events if kind == "person-registered"}
    withdrawn = {data["person_id"]: data["revision"] for kind, data in events if kind == "person-withdrawn"}
    assert withdrawn.keys() == entered
    assert set(withdrawn.values()) == {2}


async def test_what_was_changed_stands_again_as_before(office: Office) -> None:
    await office.take_in(csv_file(HEAD, WIFE))
    before = await contents(office)
    changed = [
        HEAD | {"relation_to_head": "配偶", "phone": "19000000000", "residence_division": OTHER_VILLAGE},
        WIFE | {"relation_to_head": "户主"},
        person(name="新人", citizen_number=citizen_number(sequence=9), household_number="2"),
    ]
    done = await office.take_in(csv_file(*changed))
    assert (done["counts"]["updated"], done["counts"]["created"]) == (2, 1)
    assert await contents(office) != before
    assert (await office.undo(done["id"])).status_code == 200
    assert await contents(office) == before
    changes = [data for kind, data in await office.events() if kind == "person-changed"]
    assert changes[-1]["revision"] == 3
    assert {change["facts"]["residence_division"] for change in changes[-2:]} == {VILLAGE}


async def test_imports_are_undone_one_after_the_other(office: Office) -> None:
    first = await office.take_in(csv_file(HEAD))
    second = await office.take_in(csv_file(HEAD | {"marital_status": "已婚"}))
    refused = await office.undo(first["id"])
    assert refused.status_code == 409
    person_id = await office.pool.fetchval("SELECT id FROM persons")
    assert {"kind": "person-changed", "id": str(person_id)} in refused.json()["blockers"]
    assert (await office.undo(second["id"])).status_code == 200
    assert (await office.undo(first["id"])).status_code == 200
    assert await contents(office) == []


async def test_work_that_builds_on_the_import_stands_in_the_way(office: Office) -> None:
    done = await office.take_in(csv_file(HEAD, WIFE))
    mother, household = await office.pool.fetchrow("SELECT id, household_id FROM persons WHERE name = '李芳'")
    child = await office.pool.fetchval(
        "INSERT INTO persons (id, name, sex, birth_date, registered_division, residence_division, household_id,"
        " valid_from, changed_by, change_reason, source) VALUES (new_event_id(), '王一', 1, $1, $2, $2, $3,"
        " now(), 'clerk', 'register-birth', 'birth') RETURNING id",
        date(2026, 1, 5),
        VILLAGE,
        household,
    )
    await office.pool.execute(
        "INSERT INTO births (id, person_id, mother_id, born_on, state, division, late, declared_at)"
        " VALUES (new_event_id(), $1, $2, $3, 'registered', $4, false, now())",
        child,
        mother,
        date(2026, 1, 5),
        VILLAGE,
    )
    before = await contents(office)
    refused = await office.undo(done["id"])
    assert (refused.status_code, refused.json()["blockers_total"]) == (409, 2)
    assert {b["kind"] for b in refused.json()["blockers"]} == {"birth", "member"}
    assert await contents(office) == before
    assert (await office.show(done["id"]))["state"] == "finished"


async def test_only_a_finished_import_of_ones_own_area_can_be_undone(office: Office) -> None:
    queued = await office.upload(csv_file(HEAD))
    assert (await office.undo(queued)).status_code == 409
    await office.work()
    assert (await office.undo(queued, role="village-worker", division=VILLAGE)).status_code == 404
    assert (await office.undo(queued, role="township-officer", division=TOWN)).status_code == 404
    assert (await office.undo(queued)).status_code == 200
    assert (await office.undo(queued)).status_code == 409
