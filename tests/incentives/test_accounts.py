"""Accounts are checked, sealed, masked, replaced and never edited; who sees a whole number says why."""

import json
from pathlib import Path

import asyncpg
import pytest

from chassis.identifiers import new_id
from tests.conftest import Database
from tests.incentives.money import card, office
from tests.support.people import ELSEWHERE, OTHER_VILLAGE, VILLAGE


async def test_an_account_is_checked_sealed_and_masked(county: Database, tmp_path: Path) -> None:
    async with office(county, tmp_path) as at_work:
        (person,) = await at_work.enter([1])
        number = card(4711)
        spaced = f"{number[:4]} {number[4:10]}-{number[10:]}"
        entry = {"person_id": str(person.person_id), "bank_code": "102100099996", "bank_name": "工行"}
        wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
        for given, code in (
            (wrong, "bad_check_digit"),
            ("6217000012", "bad_number"),
            ("6217A0000000000000", "bad_number"),
        ):
            refused = await at_work.clerk().post("/accounts", json=entry | {"account_number": given})
            assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, code)
        kept = (await at_work.clerk().post("/accounts", json=entry | {"account_number": spaced})).json()
        again = (await at_work.clerk().post("/accounts", json=entry | {"account_number": number})).json()
        assert (kept["id"], kept["account_shown"]) == (again["id"], f"**** {number[-4:]}")
        assert kept["others"] == 0
        listed = (await at_work.clerk().get("/accounts", params={"person_id": str(person.person_id)})).json()["items"]
        assert [item["closed_at"] is None for item in listed] == [True, False]
        stored = json.dumps([dict(row) for row in await at_work.pool.fetch("SELECT * FROM accounts")], default=str)
        assert number not in stored
        with pytest.raises(asyncpg.CheckViolationError):
            await at_work.pool.execute("UPDATE accounts SET account_shown = 'x'")
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await at_work.pool.execute("DELETE FROM accounts")


async def test_the_whole_number_is_shown_for_a_reason_and_logged(county: Database, tmp_path: Path) -> None:
    async with office(county, tmp_path) as at_work:
        (person,) = await at_work.enter([1])
        listed = await at_work.clerk().get("/accounts", params={"person_id": str(person.person_id)})
        place = f"/accounts/{listed.json()['items'][0]['id']}/number"
        assert (await at_work.clerk().get(place)).status_code == 422
        assert (await at_work.clerk("w", "village-worker", VILLAGE).get(place)).status_code == 403
        seen = await at_work.clerk().get(place, headers={"X-Reason": "bank asks"})
        assert (seen.json()["account_number"], seen.headers["cache-control"]) == (person.card, "no-store")
        logged = await at_work.pool.fetchval("SELECT entry FROM audit_log WHERE action = 'unmask-account'")
        assert "bank asks" in logged
        assert person.card not in logged


async def test_accounts_stay_within_the_callers_area(county: Database, tmp_path: Path) -> None:
    async with office(county, tmp_path) as at_work:
        (person,) = await at_work.enter([1])
        stranger = at_work.clerk("w", "village-worker", OTHER_VILLAGE)
        entry = {"account_number": card(1), "bank_code": "1" * 12, "bank_name": "行"}
        for person_id in (person.person_id, new_id()):
            refused = await stranger.post("/accounts", json=entry | {"person_id": str(person_id)})
            assert refused.status_code == 404
        assert (await stranger.get("/accounts", params={"person_id": str(person.person_id)})).status_code == 404
        shared = await at_work.enter([1])
        entry |= {"account_number": person.card, "person_id": str(shared[0].person_id)}
        kept = await at_work.clerk("w", "village-worker", VILLAGE).post("/accounts", json=entry)
        assert (kept.status_code, kept.json()["others"]) == (201, 1)


async def test_who_moved_away_can_still_have_a_wrong_account_put_right(county: Database, tmp_path: Path) -> None:
    async with office(county, tmp_path) as at_work:
        owed, stranger = await at_work.enter([1, 1])
        away = "UPDATE beneficiaries SET registered_division = $1, residence_division = $1"
        await at_work.pool.execute(away, ELSEWHERE)
        await at_work.pool.execute("UPDATE entitlements SET payee_id = $1", owed.person_id)
        entry = {"account_number": card(4711), "bank_code": "102100099996", "bank_name": "工行"}
        for person, status in ((owed, 201), (stranger, 404)):
            kept = await at_work.clerk().post("/accounts", json=entry | {"person_id": str(person.person_id)})
            assert kept.status_code == status
