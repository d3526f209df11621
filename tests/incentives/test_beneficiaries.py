"""Benefits follow the registry: newest facts win, whatever the order; callers see their own divisions."""

from datetime import date
from pathlib import Path

from chassis.identifiers import new_id
from contracts.registry import (
    BirthCorrected,
    BirthRegistered,
    BirthRevoked,
    DeathCorrected,
    DeathRegistered,
    DeathRevoked,
    PersonWithdrawn,
)
from services.incentives.main import SERVICE
from services.incentives.subscriptions import SUBSCRIPTIONS
from tests.conftest import Database
from tests.support.delivering import deliver, deliveries_of, handle
from tests.support.people import ELSEWHERE, OTHER_VILLAGE, VILLAGE, changed, registered
from tests.support.running import running


async def test_older_facts_never_replace_newer_ones(county: Database, tmp_path: Path) -> None:
    person = new_id()
    events = [changed(person, 3, name="新"), registered(person, 1, name="旧"), changed(person, 2, name="中")]
    async with running(SERVICE, county.dsn("incentives"), tmp_path) as service:
        deliveries = deliveries_of(events)
        for _ in range(2):
            await handle(service.app.state.database, SUBSCRIPTIONS, deliveries)
        seen = (await service.as_staff().get("/beneficiaries")).json()["items"]
    assert [item["name"] for item in seen] == ["新"]


async def test_a_withdrawn_entry_is_gone_until_it_comes_back(county: Database, tmp_path: Path) -> None:
    person = new_id()
    async with running(SERVICE, county.dsn("incentives"), tmp_path) as service:
        database, client = service.app.state.database, service.as_staff()
        await deliver(database, SUBSCRIPTIONS, registered(person), PersonWithdrawn(person_id=person, revision=2))
        assert (await client.get(f"/beneficiaries/{person}")).status_code == 404
        await deliver(database, SUBSCRIPTIONS, changed(person, 3))
        assert (await client.get(f"/beneficiaries/{person}")).status_code == 200


async def test_a_death_is_dated(county: Database, tmp_path: Path) -> None:
    person = new_id()
    died = DeathRegistered(person_id=person, revision=2, died_on=date(2026, 11, 1))
    async with running(SERVICE, county.dsn("incentives"), tmp_path) as service:
        await deliver(
            service.app.state.database, SUBSCRIPTIONS, registered(person), changed(person, 2, living=False), died
        )
        seen = (await service.as_staff().get(f"/beneficiaries/{person}")).json()
    assert (seen["living"], seen["died_on"]) == (False, "2026-11-01")


async def test_births_are_known_and_revoked(county: Database, tmp_path: Path) -> None:
    child, birth = new_id(), new_id()
    born = BirthRegistered(
        person_id=child,
        birth_id=birth,
        born_on=date(2026, 11, 1),
        mother_id=new_id(),
        father_id=None,
        residence_division=VILLAGE,
    )
    async with running(SERVICE, county.dsn("incentives"), tmp_path) as service:
        await deliver(
            service.app.state.database, SUBSCRIPTIONS, born, born, BirthRevoked(person_id=child, birth_id=birth)
        )
        rows = await service.app.state.database.pool.fetch("SELECT person_id, revoked FROM children")
    assert [(row["person_id"], row["revoked"]) for row in rows] == [(child, True)]


async def test_a_worker_sees_only_their_village(county: Database, tmp_path: Path) -> None:
    mine, migrant, other = (
        registered(),
        registered(registered_division=ELSEWHERE),
        registered(registered_division=OTHER_VILLAGE, residence_division=OTHER_VILLAGE),
    )
    async with running(SERVICE, county.dsn("incentives"), tmp_path) as service:
        await deliver(service.app.state.database, SUBSCRIPTIONS, mine, migrant, other)
        worker = service.as_staff("village-worker", VILLAGE)
        seen = {item["person_id"] for item in (await worker.get("/beneficiaries")).json()["items"]}
        assert seen == {str(mine.person_id), str(migrant.person_id)}
        assert (await worker.get(f"/beneficiaries/{other.person_id}")).status_code == 404
        asked = ",".join(str(each.person_id) for each in (mine, migrant, other))
        named = (await worker.get("/beneficiaries/names", params={"ids": asked})).json()["items"]
        assert {item["person_id"] for item in named} == seen and all(item["name"] for item in named)
        assert (await worker.get("/beneficiaries/names", params={"ids": "x"})).status_code == 422
        pages = [await service.as_staff().get("/beneficiaries", params={"limit": 2})]
        pages.append(await service.as_staff().get("/beneficiaries", params={"cursor": pages[0].json()["next"]}))
        assert [len(page.json()["items"]) for page in pages] == [2, 1]
        assert (await service.as_staff().get("/beneficiaries", params={"cursor": "x"})).status_code == 422
        assert (await service.as_staff("auditor").get("/beneficiaries")).status_code == 403


async def test_a_death_is_corrected_and_taken_back(county: Database, tmp_path: Path) -> None:
    person = new_id()
    died = DeathRegistered(person_id=person, revision=2, died_on=date(2026, 11, 1))
    corrected = DeathCorrected(person_id=person, revision=3, died_on=date(2026, 10, 31))
    async with running(SERVICE, county.dsn("incentives"), tmp_path) as service:
        database, client = service.app.state.database, service.as_staff()
        await deliver(database, SUBSCRIPTIONS, registered(person), died, corrected)
        assert (await client.get(f"/beneficiaries/{person}")).json()["died_on"] == "2026-10-31"
        await deliver(database, SUBSCRIPTIONS, DeathRevoked(person_id=person, revision=4))
        assert (await client.get(f"/beneficiaries/{person}")).json()["died_on"] is None


async def test_a_corrected_birth_has_its_new_day_and_parents(county: Database, tmp_path: Path) -> None:
    child, birth, mother = new_id(), new_id(), new_id()
    born = BirthRegistered(
        person_id=child,
        birth_id=birth,
        born_on=date(2026, 11, 1),
        mother_id=None,
        father_id=None,
        residence_division=VILLAGE,
    )
    corrected = BirthCorrected(
        person_id=child, birth_id=birth, born_on=date(2026, 11, 2), mother_id=mother, father_id=None
    )
    async with running(SERVICE, county.dsn("incentives"), tmp_path) as service:
        await deliver(service.app.state.database, SUBSCRIPTIONS, born, corrected)
        row = await service.app.state.database.pool.fetchrow("SELECT born_on, mother_id FROM children")
    assert (row["born_on"], row["mother_id"]) == (date(2026, 11, 2), mother)
