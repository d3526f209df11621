"""Two entries that were one person: money follows the survivor, is paid once for the same days, and goes back after."""

from datetime import date
from pathlib import Path
from typing import Any

from chassis.identifiers import new_id
from contracts.registry import PersonMerged, PersonUnmerged
from services.incentives.subscriptions import SUBSCRIPTIONS
from tests.conftest import Database
from tests.incentives.money import Office, Paid, office, told
from tests.incentives.test_recoveries import stop
from tests.support.delivering import deliver
from tests.support.people import facts


async def _merge(at_work: Office, gone: Paid, survivor: Paid, revision: int = 2) -> None:
    event = PersonMerged(person_id=gone.person_id, revision=revision, survivor_id=survivor.person_id, merge_id=new_id())
    await deliver(at_work.service.app.state.database, SUBSCRIPTIONS, event)


async def _of(at_work: Office, person: Paid) -> list[dict[str, Any]]:
    answer = await at_work.clerk().get("/payments", params={"person_id": str(person.person_id)})
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def test_the_same_days_are_paid_once_until_one_is_stopped(county: Database, tmp_path: Path) -> None:
    async with office(county, tmp_path) as at_work:
        gone, survivor, _ = await at_work.enter([96_000, 96_000, 5])
        cycle = await at_work.cycle()
        await _merge(at_work, gone, survivor)
        assert sorted(p["waits_for"] or "" for p in await _of(at_work, survivor)) == ["", "entitled-twice"]
        batch = await at_work.send(cycle["id"])
        assert batch["released_fen"] == 96_005
        await at_work.pay_all(batch)
        waiting = next(p for p in await _of(at_work, survivor) if p["waits_for"])
        twin = next(p for p in (gone, survivor) if str(p.entitlement_id) == waiting["entitlement_id"])
        await stop(at_work, twin, 0, date(2026, 1, 1))
        assert sorted(p["standing"] for p in await _of(at_work, survivor)) == ["cancelled", "paid"]


async def test_accounts_and_payments_go_back_when_a_merge_is_undone(county: Database, tmp_path: Path) -> None:
    async with office(county, tmp_path) as at_work:
        gone, survivor = await at_work.enter([100, 200])
        cycle = await at_work.cycle()
        await _merge(at_work, gone, survivor)
        current = "SELECT person_id FROM accounts WHERE closed_at IS NULL"
        owners = {row["person_id"] for row in await at_work.pool.fetch(current)}
        assert owners == {gone.person_id, survivor.person_id}, "each account stays where the other has one of its own"
        batch = await at_work.send(cycle["id"])
        assert batch["released_lines"] == 1
        undone = PersonUnmerged(
            person_id=gone.person_id,
            revision=3,
            survivor_id=survivor.person_id,
            merge_id=new_id(),
            facts=facts(),
        )
        await deliver(at_work.service.app.state.database, SUBSCRIPTIONS, undone)
        assert [p["amount_fen"] for p in await _of(at_work, gone)] == [100]
        assert [p["amount_fen"] for p in await _of(at_work, survivor)] == [200]
        rest = await at_work.send(cycle["id"])
        assert batch["released_fen"] + rest["released_fen"] == 300
        for sent in (batch, rest):
            lines = await at_work.attempts(sent["id"])
            assert (await at_work.answer([told(a, "成功") for a in lines])).json()["counts"] == {"paid": 1}
