"""The payee died or is another: somebody else is paid, by two people's signatures and with what shows it."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from chassis.identifiers import new_id
from contracts.registry import DeathCorrected, DeathRegistered, DeathRevoked
from services.incentives.payees.rules import ground_fits
from tests.conftest import Database
from tests.incentives.money import FUND, OPENING, OWN_BANK, card, told
from tests.incentives.offices import Offices, at, offices, slugs
from tests.support.people import VILLAGE

PAPERS = [{"title": "户口簿、死亡证明", "reference": "卷3-1"}]


@pytest.fixture
async def at_work(county: Database, tmp_path: Path) -> AsyncIterator[Offices]:
    async with offices(county, tmp_path) as opened:
        yield opened


async def _entitlements(at_work: Offices, person: UUID) -> list[dict[str, Any]]:
    return (await at_work.admin.get("/entitlements", params={"person_id": str(person)})).json()["items"]


async def _propose(at_work: Offices, entitlement: str, payee: UUID, ground: str) -> Any:
    body = {"payee_id": str(payee), "ground": ground, "documents": PAPERS}
    return await at_work.worker.post(f"/entitlements/{entitlement}/payee-changes", json=body)


def test_what_ground_fits() -> None:
    fits = [
        ground_fits(ground, is_own=own, payee_lives=lives)
        for ground in ("heir", "guardian")
        for own in (True, False)
        for lives in (True, False)
    ]
    assert fits == [False, True, False, False, False, False, True, True]


async def test_a_child_is_paid_through_the_other_parent(at_work: Offices) -> None:
    child, mother = await at_work.child("2024-05-10")
    (entitlement,) = await at_work.approved("childcare-subsidy", child)
    grandmother = await at_work.person("1968-01-01")
    await at_work.tell(DeathRegistered(person_id=mother, revision=2, died_on=date(2026, 4, 1)))
    wrong = [
        await _propose(at_work, entitlement["id"], grandmother, "heir"),
        await _propose(at_work, entitlement["id"], mother, "guardian"),
        await _propose(at_work, entitlement["id"], child, "guardian"),
        await _propose(at_work, str(new_id()), grandmother, "guardian"),
    ]
    assert slugs(wrong) == ["payee-stands", "bad-payload", "bad-payload", "unknown-entitlement"]
    change = (await _propose(at_work, entitlement["id"], grandmother, "guardian")).json()
    assert (change["state"], change["from_payee_id"]) == ("proposed", str(mother))
    again = await _propose(at_work, entitlement["id"], grandmother, "guardian")
    path, done = f"/payee-changes/{change['id']}", {"outcome": "done"}
    himself = at_work.other("county-officer", change["proposed_by"])
    assert slugs([again, await himself.post(f"{path}/decision", json=done)]) == [
        "payee-change-pending",
        "signed-already",
    ]
    pool = at_work.service.app.state.database.pool
    with pytest.raises(asyncpg.CheckViolationError):
        await pool.execute("UPDATE payee_changes SET state = 'done', decided_by = proposed_by, decided_at = now()")
    assert (await at_work.officer.post(f"{path}/decision", json=done)).json()["state"] == "done"
    (paid,) = await _entitlements(at_work, child)
    assert (paid["payee_id"], paid["state"], paid["hold_reason"]) == (str(grandmother), "approved", None)
    assert slugs([await at_work.officer.post(f"{path}/decision", json=done)]) == ["payee-change-decided"]
    assert (await at_work.township.get(path)).json()["documents"] == PAPERS
    assert len((await at_work.township.get("/payee-changes", params={"state": "done"})).json()["items"]) == 1


async def _account(at_work: Offices, person: UUID, number: int) -> None:
    entry = {"person_id": str(person), "account_number": card(number), "bank_code": OWN_BANK, "bank_name": "行"}
    assert (await at_work.worker.post("/accounts", json=entry)).status_code == 201


async def _pay(at_work: Offices, due: str, flag: str = "成功") -> int:
    """A cycle to its end; how many lines went out."""
    clerks = [at_work.other("finance-officer", name) for name in "abc"]
    cycle = await clerks[0].post("/cycles", json={"fund": FUND, "year": 2026, "name": "期", "due_until": due})
    if cycle.status_code != 201:
        return 0
    made = await clerks[0].post("/batches", json={"cycle_id": cycle.json()["id"]})
    if made.status_code != 201:
        return 0
    batch = made.json()
    for clerk, step in zip(clerks[1:], ("approval", "release"), strict=True):
        etag = {"If-Match": f'"{batch["revision"]}"'}
        batch = (await clerk.post(f"/batches/{batch['id']}/{step}", headers=etag)).json()
    pool = at_work.service.app.state.database.pool
    lines = [told(a, flag) for a in await pool.fetch("SELECT * FROM attempts WHERE batch_id = $1", UUID(batch["id"]))]
    content = "\n".join(["备注,应处理金额,处理标志,原因", *(",".join(line) for line in lines)]).encode("gb18030")
    answer = await clerks[0].post("/returns", files={"file": ("r.csv", content)})
    assert answer.status_code in (200, 201), answer.text
    return len(lines)


async def _fund(at_work: Offices) -> None:
    assert (await at_work.admin.post("/funds", json=OPENING)).status_code == 201
    body = {"amount_fen": 10**10, "note": "年初预算"}
    assert (await at_work.admin.post(f"/funds/{FUND}/years/2026/budget", json=body)).status_code in (200, 201)


async def test_what_was_owed_to_the_dead_is_paid_to_the_heir(at_work: Offices) -> None:
    await _fund(at_work)
    person, heir = await at_work.person("1970-05-01"), await at_work.person("1990-05-01")
    await at_work.proof(person, "bereaved-family-confirmation")
    (entitlement,) = await at_work.approved("special-support-bereaved", person)
    await _account(at_work, person, 1)
    await _account(at_work, heir, 2)
    assert slugs([await _propose(at_work, entitlement["id"], heir, "heir")]) == ["payee-stands"]
    await at_work.tell(DeathRegistered(person_id=person, revision=2, died_on=date(2026, 4, 10)))
    with at(date(2026, 7, 1)):
        at_work = Offices(at_work.service)
        assert await _pay(at_work, "2026-06-30") == 0
        change = (await _propose(at_work, entitlement["id"], heir, "heir")).json()
        decided = await at_work.officer.post(f"/payee-changes/{change['id']}/decision", json={"outcome": "done"})
        assert decided.status_code == 200
        assert await _pay(at_work, "2026-07-01") == 0, "planned in the cycle before"
        clerk = at_work.other("finance-officer", "a")
        cycles = (await clerk.get("/cycles")).json()["items"]
        made = await clerk.post("/batches", json={"cycle_id": cycles[0]["id"]})
        assert (made.json()["lines"], made.json()["total_fen"]) == (1, 4 * 59_000)


def _owed(entitlements: list[dict[str, Any]]) -> int:
    return sum(each["owed_fen"] for each in entitlements)


async def test_a_death_on_another_day_is_reckoned_anew_both_ways(at_work: Offices) -> None:
    await _fund(at_work)
    person = await at_work.person("1970-05-01")
    await at_work.proof(person, "bereaved-family-confirmation")
    await at_work.approved("special-support-bereaved", person)
    await _account(at_work, person, 1)
    with at(date(2026, 7, 1)):
        at_work = Offices(at_work.service)
        assert await _pay(at_work, "2026-06-30") == 1
        finance = at_work.other("finance-officer", "a")

        async def debt() -> int:
            items = (await finance.get("/recoverables")).json()["items"]
            return sum(item["amount_fen"] for item in items)

        await at_work.tell(DeathRegistered(person_id=person, revision=2, died_on=date(2026, 4, 10)))
        assert (_owed(await _entitlements(at_work, person)), await debt()) == (4 * 59_000, 2 * 59_000)
        for _ in range(2):
            # What was paid already was not too much after all; the rest is owed anew, once.
            await at_work.tell(DeathCorrected(person_id=person, revision=3, died_on=date(2026, 8, 2)))
            found = await _entitlements(at_work, person)
            assert ([each["owed_fen"] for each in found], await debt()) == ([6 * 59_000, 2 * 59_000], 0)
        await at_work.tell(DeathCorrected(person_id=person, revision=4, died_on=date(2026, 3, 2)))
        found = await _entitlements(at_work, person)
        assert ([each["owed_fen"] for each in found], await debt()) == ([3 * 59_000, 0], 3 * 59_000)
        assert {each["state"] for each in found} == {"stopped"}
        await at_work.tell(DeathRevoked(person_id=person, revision=5))
        found = await _entitlements(at_work, person)
        assert (_owed(found), await debt(), found[-1]["state"]) == (12 * 59_000, 0, "approved")
        assert found[-1]["division_code"] == VILLAGE
        balance = await finance.get(f"/funds/{FUND}/years/2026/trial-balance")
        assert balance.json()["total_fen"] == 0
