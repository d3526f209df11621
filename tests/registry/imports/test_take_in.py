"""What an import makes of good rows: created, updated, unchanged, households, possible duplicates, events."""

from datetime import UTC, date, datetime
from uuid import UUID

from chassis.cloudevents import CloudEvent, parse, to_cloudevent
from contracts.registry import HouseholdRegistered, PersonChanged, PersonFacts, PersonRegistered
from services.registry.persons.tables import CITIZEN_NUMBER, PHONE
from services.registry.search.index_persons import catch_up
from tests.registry.imports.conftest import (
    ELSEWHERE,
    OTHER_VILLAGE,
    VILLAGE,
    Office,
    citizen_number,
    csv_file,
    person,
)

HEAD = person(household_number="0001", relation_to_head="户主", phone="19012345678", marital_status="已婚")
WIFE = person(
    name="李芳",
    citizen_number=citizen_number("19820202", 2),
    sex="女",
    birth_date="1982-02-02",
    household_number="0001",
    relation_to_head="10",
)
CHILD = person(
    name="王一", citizen_number="", sex="1", birth_date="2026/1/5", household_number="0001", relation_to_head="子"
)


async def test_rows_become_persons_and_households(office: Office) -> None:
    done = await office.take_in(csv_file(HEAD, WIFE, CHILD))
    assert done["state"] == "finished", done
    assert done["counts"] == {
        "read": 3,
        "created": 3,
        "updated": 0,
        "unchanged": 0,
        "rejected": 0,
        "possible_duplicates": 0,
    }
    rows = {r["name"]: r for r in await office.pool.fetch("SELECT * FROM persons")}
    head = rows["王小明"]
    sealer = office.service.app.state.sealer
    assert sealer.open(head["citizen_number_sealed"], CITIZEN_NUMBER) == HEAD["citizen_number"]
    assert head["citizen_number_index"] == sealer.index(HEAD["citizen_number"], CITIZEN_NUMBER)
    assert sealer.open(head["phone_sealed"], PHONE) == "19012345678"
    assert (head["sex"], head["birth_date"], head["ethnic_group"]) == (1, date(1980, 1, 31), "01")
    assert (head["relation_to_head"], head["marital_status"], head["change_reason"]) == ("02", "20", "import")
    assert (rows["李芳"]["relation_to_head"], rows["王一"]["relation_to_head"]) == ("10", "20")
    household = await office.pool.fetchrow("SELECT * FROM households")
    assert (household["number"], household["head_id"], household["registered_division"]) == (
        "0001",
        head["id"],
        VILLAGE,
    )
    assert {r["household_id"] for r in rows.values()} == {household["id"]}
    assert head["source_id"] == UUID(done["id"])


async def test_sex_and_birth_date_come_from_the_number_and_one_place_stands_for_both(office: Office) -> None:
    row = person(sex="", birth_date="", residence_division="", citizen_number=citizen_number("20010203", 4))
    assert (await office.take_in(csv_file(row)))["counts"]["created"] == 1
    kept = await office.pool.fetchrow("SELECT * FROM persons")
    assert (kept["sex"], kept["birth_date"], kept["residence_division"]) == (2, date(2001, 2, 3), VILLAGE)


async def test_the_same_file_again_changes_nothing(office: Office) -> None:
    content = csv_file(HEAD, WIFE, CHILD)
    await office.take_in(content)
    published = len(await office.events())
    again = await office.take_in(content)
    assert again["counts"] == {
        "read": 3,
        "created": 0,
        "updated": 0,
        "unchanged": 3,
        "rejected": 0,
        "possible_duplicates": 0,
    }
    assert len(await office.events()) == published
    assert await office.pool.fetchval("SELECT count(*) FROM person_versions") == 0


async def test_what_is_new_in_a_row_is_taken_over_and_empty_cells_say_nothing(office: Office) -> None:
    await office.take_in(csv_file(HEAD, WIFE))
    newer = person(household_number="", phone="19087654321", marital_status="离婚", residence_division=OTHER_VILLAGE)
    done = await office.take_in(csv_file(newer, WIFE))
    assert done["counts"] == {
        "read": 2,
        "created": 0,
        "updated": 1,
        "unchanged": 1,
        "rejected": 0,
        "possible_duplicates": 0,
    }
    kept = await office.pool.fetchrow("SELECT * FROM persons WHERE name = '王小明'")
    assert (kept["revision"], kept["marital_status"], kept["residence_division"]) == (2, "40", OTHER_VILLAGE)
    assert kept["household_id"] is not None and kept["relation_to_head"] == "02"
    assert office.service.app.state.sealer.open(kept["phone_sealed"], PHONE) == "19087654321"
    before = await office.pool.fetchrow("SELECT * FROM person_versions")
    assert (before["revision"], before["marital_status"]) == (1, "20")
    kind, data = (await office.events())[-1]
    assert kind == "person-changed"
    assert data["facts"]["residence_division"] == OTHER_VILLAGE


async def test_a_new_phone_alone_is_a_change_that_others_are_not_told(office: Office) -> None:
    await office.take_in(csv_file(HEAD))
    published = len(await office.events())
    done = await office.take_in(csv_file(HEAD | {"phone": "19000000001"}))
    assert done["counts"]["updated"] == 1
    assert len(await office.events()) == published


async def test_a_newborn_gets_its_number_later(office: Office) -> None:
    await office.take_in(csv_file(HEAD, CHILD))
    numbered = CHILD | {"citizen_number": citizen_number("20260105", 3)}
    done = await office.take_in(csv_file(numbered))
    assert done["counts"] == {
        "read": 1,
        "created": 0,
        "updated": 1,
        "unchanged": 0,
        "rejected": 0,
        "possible_duplicates": 0,
    }
    assert await office.pool.fetchval("SELECT count(*) FROM persons WHERE citizen_number_index IS NOT NULL") == 2
    # The older file still knows the child without a number; it is the same child.
    assert (await office.take_in(csv_file(CHILD)))["counts"]["unchanged"] == 1


async def test_another_document_identifies_too(office: Office) -> None:
    passport = person(citizen_number="", other_id_type="护照", other_id_number="e12345678")
    assert (await office.take_in(csv_file(passport)))["counts"]["created"] == 1
    moved = passport | {"name": "王晓明", "other_id_type": "03", "other_id_number": "E12345678"}
    assert (await office.take_in(csv_file(moved)))["counts"]["updated"] == 1
    assert await office.pool.fetchval("SELECT name FROM persons") == "王晓明"


async def test_namesakes_are_entered_and_flagged(office: Office) -> None:
    await office.take_in(csv_file(person()))
    others = [person(citizen_number=citizen_number(sequence=n)) for n in (3, 5, 7)]
    done = await office.take_in(csv_file(*others, person(name="赵六", citizen_number=citizen_number(sequence=9))))
    assert (done["counts"]["created"], done["counts"]["possible_duplicates"]) == (4, 3)
    first = await office.pool.fetchval("SELECT id FROM persons ORDER BY id LIMIT 1")
    flagged = await office.pool.fetch("SELECT * FROM possible_duplicates")
    assert {row["other_id"] for row in flagged} == {first}
    assert {row["state"] for row in flagged} == {"open"}


async def test_migrants_stand_in_another_county_with_one_foot(office: Office) -> None:
    here = person(registered_division=ELSEWHERE)
    away = person(name="赵六", citizen_number=citizen_number(sequence=3), residence_division=ELSEWHERE)
    assert (await office.take_in(csv_file(here, away)))["counts"]["created"] == 2


async def test_an_existing_household_gets_the_head_that_the_file_names(office: Office) -> None:
    await office.take_in(csv_file(HEAD, WIFE))
    done = await office.take_in(csv_file(HEAD | {"relation_to_head": "配偶"}, WIFE | {"relation_to_head": "户主"}))
    assert done["counts"]["updated"] == 2, await office.rejections(done["id"])
    household = await office.pool.fetchrow("SELECT * FROM households")
    assert household["revision"] == 2
    assert household["head_id"] == await office.pool.fetchval("SELECT id FROM persons WHERE name = '李芳'")
    assert "household-changed" in [kind for kind, _ in await office.events()]


async def test_events_from_sql_are_what_the_contract_classes_give(office: Office) -> None:
    done = await office.take_in(csv_file(HEAD, person(name="赵六", citizen_number=citizen_number(sequence=3))))
    await office.take_in(csv_file(HEAD | {"marital_status": "丧偶"}))
    people = {row["id"]: row for row in await office.pool.fetch("SELECT * FROM persons")}
    seen = set()
    for row in await office.pool.fetch("SELECT * FROM outbox ORDER BY id"):
        envelope = CloudEvent(
            id=str(row["event_id"]),
            source=row["source"],
            type=row["type"],
            subject=row["key"],
            time=row["time"].astimezone(UTC),
            data=row["data"].encode(),
        )
        event = parse(envelope)
        seen.add(type(event))
        again = to_cloudevent(event, id=envelope.id, time=envelope.time)
        assert (again.subject, again.type, again.source, again.topic) == (
            row["key"],
            row["type"],
            row["source"],
            row["topic"],
        )
        assert parse(again) == event
        if isinstance(event, PersonChanged) or (isinstance(event, PersonRegistered) and event.facts.name == "赵六"):
            kept = people[event.person_id]
            assert event.facts == PersonFacts(**{name: kept[name] for name in PersonFacts.__struct_fields__})
            assert event.revision == kept["revision"]
    assert seen == {PersonRegistered, PersonChanged, HouseholdRegistered}
    assert datetime.fromisoformat(done["finished_at"]).tzinfo is not None


async def test_one_audit_entry_tells_of_the_whole_import(office: Office) -> None:
    done = await office.take_in(csv_file(HEAD, WIFE))
    entries = await office.pool.fetch("SELECT entry FROM audit_log WHERE action = 'import-persons'")
    assert len(entries) == 1
    assert done["id"] in entries[0]["entry"]
    assert '"created": 2' in entries[0]["entry"]
    assert "王小明" not in entries[0]["entry"]


async def test_the_file_goes_when_its_work_is_done(office: Office) -> None:
    import_id = await office.upload(csv_file(HEAD))
    path = office.home / "uploads" / import_id
    assert path.stat().st_mode & 0o777 == 0o600
    await office.work()
    assert not path.exists()


async def test_whoever_is_new_is_queued_for_the_search_once_and_found_by_sound(office: Office) -> None:
    await office.take_in(csv_file(HEAD, WIFE, CHILD))
    queued = [each for row in await office.pool.fetch("SELECT ids FROM search_pending") for each in row["ids"]]
    assert sorted(queued) == [row["id"] for row in await office.pool.fetch("SELECT id FROM persons ORDER BY id")]
    await catch_up(office.pool, office.workshop.sealer)
    async with office.client() as client:
        found = (await client.post("/persons/search", json={"name": "li fang"})).json()
    assert [each["name"] for each in found["items"]] == ["李芳"]
    await office.take_in(csv_file(HEAD, WIFE, CHILD, person(name="赵新", citizen_number=citizen_number(sequence=9))))
    assert len(await office.pool.fetchval("SELECT ids FROM search_pending")) == 1


async def test_a_birth_after_what_was_lived_is_rejected_and_holds_nobody_up(office: Office) -> None:
    passport = person(citizen_number="", other_id_type="护照", other_id_number="E12345678", sex="男")
    await office.take_in(csv_file(passport))
    someone = str(await office.pool.fetchval("SELECT id FROM persons"))
    async with office.client() as client:
        told = {"first_id": someone, "married_on": "2004-05-06"}
        assert (await client.post("/marriages", json=told)).status_code == 201
        assert (await client.post("/deaths", json={"person_id": someone, "died_on": "2010-01-01"})).status_code == 201
    for born, rejected in (("20040506", 0), ("20040507", 1), ("20120101", 1)):
        done = await office.take_in(csv_file(passport | {"birth_date": born}, HEAD))
        assert (done["state"], done["counts"]["rejected"]) == ("finished", rejected), born
    (_, fault) = await office.rejections(done["id"])
    assert fault[:3] == ["2", "出生日期", "birth_after_event"]
    assert "2004/05/06" in fault[3]
