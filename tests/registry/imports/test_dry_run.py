"""A dry run says exactly what the import would do, and writes nothing of it."""

from typing import Any

from tests.registry.imports.conftest import OTHER_VILLAGE, Office, citizen_number, csv_file, person
from tests.registry.imports.test_undo import HEAD, WIFE

TABLES = ("persons", "households", "person_versions", "household_versions", "possible_duplicates", "outbox")

MIXED = csv_file(
    HEAD | {"relation_to_head": "子", "phone": "19000000000", "residence_division": OTHER_VILLAGE},
    WIFE | {"relation_to_head": "户主"},
    person(name="未变", citizen_number=citizen_number(sequence=7)),
    person(citizen_number=citizen_number(sequence=9), household_number="2", relation_to_head="户主"),
    person(name="坏", citizen_number="1"),
    person(name="重", citizen_number=citizen_number(sequence=9)),
)


async def contents(office: Office) -> list[Any]:
    return [await office.pool.fetch(f"SELECT * FROM {table} ORDER BY 1, 2") for table in TABLES]


async def dry_run(office: Office, content: bytes) -> dict[str, Any]:
    async with office.client() as client:
        answer = await client.post("/imports?dry_run=true", files={"file": ("people.csv", content)})
    assert answer.status_code == 202
    await office.work()
    return await office.show(answer.json()["id"])


async def test_it_counts_as_the_import_does_and_writes_nothing(office: Office) -> None:
    await office.take_in(csv_file(HEAD, WIFE, person(name="未变", citizen_number=citizen_number(sequence=7))))
    before = await contents(office)
    tried = await dry_run(office, MIXED)
    assert (tried["state"], tried["dry_run"]) == ("finished", True)
    assert await contents(office) == before
    done = await office.take_in(MIXED)
    assert tried["counts"] == done["counts"]
    assert [done["counts"][name] for name in ("created", "updated", "unchanged", "rejected")] == [1, 2, 1, 2]
    assert tried["counts"]["possible_duplicates"] == 1
    assert await office.rejections(tried["id"]) == await office.rejections(done["id"])
    assert (done["dry_run"], done["preview"]) == (False, None)


async def test_it_shows_what_would_change_by_row_and_id_and_no_values(office: Office) -> None:
    await office.take_in(csv_file(HEAD, WIFE, person(name="未变", citizen_number=citizen_number(sequence=7))))
    ids = {row["name"]: str(row["id"]) for row in await office.pool.fetch("SELECT id, name FROM persons")}
    preview = (await dry_run(office, MIXED))["preview"]
    assert (preview["households_created"], preview["households_changed"]) == (1, 1)
    assert preview["created"] == [{"row": 5, "person_id": None, "fields": []}]
    assert preview["unchanged"] == [{"row": 4, "person_id": ids["未变"], "fields": []}]
    head, wife = preview["updated"]
    assert (head["row"], head["person_id"]) == (2, ids[HEAD["name"]])
    assert set(head["fields"]) == {"residence_division", "relation_to_head", "phone"}
    assert wife == {"row": 3, "person_id": ids["李芳"], "fields": ["relation_to_head"]}


async def test_joining_a_household_that_does_not_exist_yet_counts_as_a_change(office: Office) -> None:
    await office.take_in(csv_file(person()))
    joining = csv_file(person(household_number="77"))
    tried = await dry_run(office, joining)
    assert tried["preview"]["updated"][0]["fields"] == ["household_number"]
    assert tried["counts"] == (await office.take_in(joining))["counts"]


async def test_there_is_nothing_to_undo(office: Office) -> None:
    tried = await dry_run(office, MIXED)
    refused = await office.undo(tried["id"])
    assert (refused.status_code, refused.json()["dry_run"]) == (409, True)
