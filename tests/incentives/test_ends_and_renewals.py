"""What ends money owed, what goes on after a mistake, what is asked every year, and what a change would cost."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from chassis.identifiers import new_id
from chassis.sweeps import run_once
from contracts.registry import (
    BirthCorrected,
    DeathRegistered,
    DeathRevoked,
    PersonChanged,
    PersonMerged,
    PersonUnmerged,
)
from services.incentives.entitlements.end_by_age import END_BY_AGE
from services.incentives.schemes.lint import FOLDER
from tests.conftest import Database
from tests.incentives.offices import Offices, at, offices, slugs
from tests.support.people import ELSEWHERE, VILLAGE, facts


@pytest.fixture
async def at_work(county: Database, tmp_path: Path) -> AsyncIterator[Offices]:
    async with offices(county, tmp_path) as opened:
        yield opened


async def _of(at_work: Offices, person: Any) -> list[dict[str, Any]]:
    listed = await at_work.admin.get("/entitlements", params={"person_id": str(person)})
    return [
        {name: item[name] for name in ("state", "amount_fen", "owed_fen", "stop_reason", "hold_reason")}
        for item in listed.json()["items"]
    ]


async def test_a_death_ends_it_and_a_revoked_death_owes_the_rest(at_work: Offices) -> None:
    person = await at_work.person("1970-05-01")
    await at_work.proof(person, "bereaved-family-confirmation")
    (entitlement,) = await at_work.approved("special-support-bereaved", person)
    assert entitlement["instalments"][0]["amount_fen"] == 354_000
    died = DeathRegistered(person_id=person, revision=2, died_on=date(2026, 4, 10))
    await at_work.tell(died)
    await at_work.tell(died)
    (stopped,) = await _of(at_work, person)
    assert (stopped["state"], stopped["owed_fen"], stopped["stop_reason"]) == ("stopped", 4 * 59_000, "death")
    for _ in range(2):
        await at_work.tell(DeathRevoked(person_id=person, revision=3))
    _, rest = await _of(at_work, person)
    assert (rest["state"], rest["amount_fen"]) == ("approved", 8 * 59_000)


async def test_who_is_parted_from_a_dead_persons_entry_is_owed_the_rest(at_work: Offices) -> None:
    """A merge had told the death of the one as the other's."""
    person = await at_work.person("1970-05-01")
    await at_work.proof(person, "bereaved-family-confirmation")
    await at_work.approved("special-support-bereaved", person)
    known: dict[str, Any] = {"name": "张三", "birth_date": date(1970, 5, 1)}
    dead = PersonChanged(person_id=person, revision=2, facts=facts(**known, living=False))
    await at_work.tell(DeathRegistered(person_id=person, revision=2, died_on=date(2026, 4, 10)), dead)
    assert [each["state"] for each in await _of(at_work, person)] == ["stopped"]
    for _ in range(2):
        await at_work.tell(PersonChanged(person_id=person, revision=3, facts=facts(**known)))
    until, rest = await _of(at_work, person)
    assert (until["state"], until["owed_fen"]) == ("stopped", 4 * 59_000)
    assert (rest["state"], rest["amount_fen"]) == ("approved", 8 * 59_000)


async def test_moving_away_ends_it_and_a_dead_payee_is_waited_for(at_work: Offices) -> None:
    child, mother = await at_work.child("2024-05-10")
    await at_work.approved("childcare-subsidy", child)
    await at_work.tell(DeathRegistered(person_id=mother, revision=2, died_on=date(2026, 4, 1)))
    assert [(each["state"], each["hold_reason"]) for each in await _of(at_work, child)] == [("on_hold", "payee-died")]
    await at_work.tell(DeathRevoked(person_id=mother, revision=3))
    assert [each["state"] for each in await _of(at_work, child)] == ["approved"]
    birth = await at_work.service.app.state.database.pool.fetchval("SELECT birth_id FROM children")
    corrected = {"birth_id": birth, "born_on": date(2024, 5, 11), "mother_id": mother, "father_id": None}
    await at_work.tell(BirthCorrected(person_id=child, **corrected))
    (held,) = (await at_work.admin.get("/entitlements")).json()["items"]
    assert held["hold_reason"] == "birth-in-doubt"
    etag = {"If-Match": f'"{held["revision"]}"'}
    resumed = await at_work.admin.post(
        f"/entitlements/{held['id']}/resumption", json={"reason": "birth-in-doubt"}, headers=etag
    )
    assert resumed.json()["state"] == "approved"
    away = facts(birth_date=date(2024, 5, 10), registered_division=ELSEWHERE)
    await at_work.tell(PersonChanged(person_id=child, revision=4, facts=away))
    (gone,) = await _of(at_work, child)
    assert (gone["state"], gone["stop_reason"], gone["owed_fen"]) == ("stopped", "left-place", 360_000)


async def test_an_ended_proof_and_an_age_end_it(at_work: Offices) -> None:
    ending, growing = await at_work.person(), await at_work.person()
    proof = await at_work.proof(ending, "one-child-certificate", value="2016-01-01")
    await at_work.proof(growing, "one-child-certificate", value="2012-08-20")
    await at_work.approved("parent-reward", ending, growing)
    body, etag = {"held_to": "2026-05-31"}, {"If-Match": '"1"'}
    assert (await at_work.worker.post(f"/proofs/{proof['id']}/end", json=body, headers=etag)).status_code == 200
    (ended,) = await _of(at_work, ending)
    assert (ended["state"], ended["owed_fen"], ended["stop_reason"]) == ("stopped", 5_000, "fact-ended")
    with at(date(2026, 8, 21)):
        assert await run_once(at_work.service.app.state.database, END_BY_AGE) == 1
    (grown,) = await _of(at_work, growing)
    assert (grown["state"], grown["amount_fen"], grown["owed_fen"]) == ("stopped", 8_000, 8_000)


async def test_a_child_turning_three_is_paid_no_longer(at_work: Offices) -> None:
    child, _ = await at_work.child("2023-05-10")
    (entitlement,) = await at_work.approved("childcare-subsidy", child)
    assert (entitlement["amount_fen"], entitlement["period_end"]) == (5 * 30_000, "2026-05-31")
    with at(date(2026, 5, 9)):
        assert await run_once(at_work.service.app.state.database, END_BY_AGE) == 0
    with at(date(2026, 5, 10)):
        assert await run_once(at_work.service.app.state.database, END_BY_AGE) == 1
    (grown,) = await _of(at_work, child)
    assert (grown["state"], grown["owed_fen"], grown["stop_reason"]) == ("stopped", 150_000, "turning")
    with at(date(2027, 1, 4)):
        renewed = await at_work.service.as_staff("township-officer").post(
            "/renewals", json={"scheme": "childcare-subsidy", "year": 2027}
        )
        assert renewed.json() == {"unchanged": 0, "with_questions": 0, "refused": 1}
        asked: dict[str, Any] = {"scheme": "childcare-subsidy", "year": 2027}
        worker = at_work.service.as_staff("village-worker", VILLAGE)
        assert (await worker.get("/candidates", params=asked)).json()["items"] == []


async def test_only_what_changed_is_asked_next_year(at_work: Offices) -> None:
    same, changed = await at_work.elder(), await at_work.elder("1961-02-03")
    await at_work.approved("rural-reward", same, changed)
    await at_work.proof(changed, "rural-registration", held_from="2026-06-01", held_to="2027-06-30")
    with at(date(2027, 1, 4)):
        township = at_work.service.as_staff("township-officer")
        body = {"scheme": "rural-reward", "year": 2027}
        renewed = (await township.post("/renewals", json=body)).json()
        assert renewed == {"unchanged": 1, "with_questions": 1, "refused": 0}
        again = (await township.post("/renewals", json=body)).json()
        assert again == {"unchanged": 0, "with_questions": 0, "refused": 0}
        asked = {}
        for claim in (await township.get("/claims", params={"year": 2027})).json()["items"]:
            questions = (await township.get(f"/claims/{claim['id']}/questions")).json()["items"]
            asked[claim["person_id"]] = [(each["fact"], each["zh"]) for each in questions]
    new = "“农业户口或界定为农村居民户口”有新登记，请核对原件"
    assert asked == {str(same): [], str(changed): [("rural-registration", new)]}


async def test_merged_people_are_not_paid_twice(at_work: Offices) -> None:
    twin, survivor = await at_work.elder(), await at_work.elder()
    await at_work.approved("rural-reward", twin, survivor)
    merge = {"person_id": twin, "survivor_id": survivor, "merge_id": new_id()}
    await at_work.tell(PersonMerged(revision=5, **merge))
    # Each stays where it was granted; that one of them alone is paid is shown in test_merged_payees.
    assert (len(await _of(at_work, twin)), len(await _of(at_work, survivor))) == (1, 1)
    back = facts(birth_date=date(1960, 5, 1))
    await at_work.tell(PersonUnmerged(revision=6, facts=back, **merge))
    assert [each["state"] for each in await _of(at_work, twin)] == ["approved"]


async def test_a_single_claim_follows_the_survivor_and_comes_back(at_work: Offices) -> None:
    twin, survivor = await at_work.elder(), await at_work.person()
    await at_work.approved("rural-reward", twin)
    merge = {"person_id": twin, "survivor_id": survivor, "merge_id": new_id()}
    await at_work.tell(PersonMerged(revision=5, **merge))
    assert [each["state"] for each in await _of(at_work, survivor)] == ["approved"]
    assert len((await at_work.admin.get(f"/beneficiaries/{survivor}/proofs")).json()["items"]) == 2
    await at_work.tell(PersonUnmerged(revision=6, facts=facts(birth_date=date(1960, 5, 1)), **merge))
    assert (await _of(at_work, survivor), len(await _of(at_work, twin))) == ([], 1)


async def test_a_change_is_counted_before_it_takes_effect(at_work: Offices) -> None:
    elders = [await at_work.elder(born) for born in ("1950-01-01", "1964-01-01", "1968-01-01")]
    text = (FOLDER / "rural-reward.v1.yaml").read_text("utf-8")
    draft = text.replace("version: 1", "version: 2").replace("turns_at_least: 60", "turns_at_least: 55")
    draft = draft.replace("yuan: 960", "yuan: 1000")
    counted = (await at_work.officer.post("/simulations", json={"text": draft, "year": 2026})).json()
    assert {name: counted[name] for name in ("people_before", "people_after", "before_fen", "after_fen")} == {
        "people_before": 2,
        "people_after": 3,
        "before_fen": 192_000,
        "after_fen": 300_000,
    }
    assert (counted["added"], counted["dropped"], counted["more"], counted["less"]) == (1, 0, 2, 0)
    assert counted["first_changes"][0] == {"person_id": str(elders[2]), "before_fen": 0, "after_fen": 100_000}
    assert [town["after_fen"] for town in counted["towns"]] == [300_000]
    forbidden = draft.replace("fact: rural-registration, held", "fact: sterilisation, held")
    refused = await at_work.officer.post("/simulations", json={"text": forbidden, "year": 2026})
    faulty = await at_work.officer.post("/simulations", json={"text": "id: [", "year": 2026})
    early = await at_work.officer.post("/simulations", json={"text": draft, "year": 2005})
    assert slugs([refused, faulty, early]) == ["charter", "scheme-faulty", "bad-payload"]
    assert refused.json()["rule"] == "C3"
    assert (await at_work.worker.post("/simulations", json={"text": draft, "year": 2026})).status_code == 403


async def test_what_is_no_proof(at_work: Offices) -> None:
    person = str(await at_work.person())
    good: dict[str, Any] = {
        "person_id": person,
        "kind": "one-child-certificate",
        "value": "2005-06-01",
        "held_from": "2006-01-01",
        "issued_on": "2006-01-01",
        "number": "皖光荣0012",
        "documents": [{"title": "光荣证", "reference": "卷1"}],
    }
    seen = (await at_work.worker.post("/proofs", json=good)).json()
    assert (seen["masked_number"], seen["value"]) == ("*****12", "2005-06-01")
    changes: list[dict[str, Any]] = [
        {"kind": "birth-date"},
        {"kind": "number-of-children"},
        {"value": "2005-02-30"},
        {"value": None},
        {"issued_on": "2016-01-01"},
        {"number": None},
        {"held_to": "2001-01-01"},
        {"kind": "complication-grade", "value": "9"},
        {"documents": []},
    ]
    answers = [await at_work.worker.post("/proofs", json=good | change) for change in changes]
    assert slugs(answers) == ["bad-payload"] * len(changes)
    for _ in range(2):
        other = str(await at_work.person())
        answer = await at_work.worker.post("/proofs", json=good | {"person_id": other})
    assert slugs([answer]) == ["proof-number-taken"]
    health = await at_work.proof(new := await at_work.person(), "complication-grade", value="2")
    assert health["value"] == "*"
    kept = await at_work.service.app.state.database.pool.fetchrow("SELECT * FROM proofs WHERE person_id = $1", new)
    assert (kept["value_fen"], kept["value_on"], kept["value_sealed"] is None) == (None, None, False)
