"""A stop ends what is to come and finds what was paid too much; it is never cut from another benefit undecided."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis import clock
from chassis.identifiers import new_id
from services.incentives.entitlements.stop_entitlement import stop_entitlement
from services.incentives.payments.rules import Standing, settle
from tests.conftest import Database
from tests.incentives.money import Office, Paid, office, told
from tests.support.running import published

HALVES = [(date(2026, 6, 30), 60), (date(2026, 9, 30), 40)]


async def stop(at_work: Office, person: Paid, owed_fen: int, on: date = date(2026, 7, 1)) -> None:
    async with at_work.service.app.state.database.transaction() as session:
        await stop_entitlement(session, person.entitlement_id, on, "death", owed_fen)


async def _standing(at_work: Office) -> list[tuple[str, int]]:
    rows = await at_work.pool.fetch("SELECT state, amount_fen FROM payments ORDER BY due_on")
    return [(row["state"], row["amount_fen"]) for row in rows]


async def _planned(at_work: Office) -> tuple[Paid, dict[str, Any], dict[str, Any]]:
    (person,) = await at_work.enter([100], parts=HALVES)
    first = await at_work.cycle("上半年", HALVES[0][0])
    return person, first, await at_work.cycle("下半年", HALVES[1][0])


async def test_a_stop_cancels_what_is_to_come_and_finds_what_was_too_much(county: Database, tmp_path: Path) -> None:
    async with office(county, tmp_path) as at_work:
        person, first, _ = await _planned(at_work)
        await at_work.pay_all(await at_work.send(first["id"]))
        await stop(at_work, person, 45)
        assert await _standing(at_work) == [("paid", 60), ("cancelled", 40)]
        balances = await at_work.balances()
        assert (balances["committed"], balances["paid"], balances["recoverable"]) == (0, 45, 15)
        (debt,) = (await at_work.clerk().get("/recoverables")).json()["items"]
        assert (debt["open_fen"], debt["reason"]) == (15, "death")
        assert date.fromisoformat(debt["grace_until"]) - date.fromisoformat(debt["found_on"]) == timedelta(days=60)
        told_of = [kind.split(".")[3] for kind, _ in await published(at_work.service.app)]
        assert told_of[-2:] == ["payment-adjusted", "overpayment-detected"]


async def test_a_part_that_stays_owed_is_paid(county: Database, tmp_path: Path) -> None:
    async with office(county, tmp_path) as at_work:
        person, first, second = await _planned(at_work)
        batch = await at_work.batch(second["id"])
        await stop(at_work, person, 75)
        assert await _standing(at_work) == [("owed", 60), ("owed", 15)]
        refused = await at_work.clerk("b").post(f"/batches/{batch['id']}/approval", headers={"If-Match": '"1"'})
        gone = await at_work.clerk("c").post(f"/batches/{batch['id']}/release", headers={"If-Match": '"2"'})
        assert (refused.status_code, gone.json()["type"].rsplit("/")[-1]) == (200, "nothing-to-pay")
        for cycle in (first, second):
            await at_work.pay_all(await at_work.send(cycle["id"]))
        assert await _standing(at_work) == [("paid", 60), ("paid", 15)]
        assert (await at_work.balances())["recoverable"] == 0


async def test_what_is_with_the_bank_is_settled_by_its_answer(county: Database, tmp_path: Path) -> None:
    async with office(county, tmp_path) as at_work:
        person, first, _ = await _planned(at_work)
        sent = await at_work.send(first["id"])
        await stop(at_work, person, 50)
        assert await _standing(at_work) == [("owed", 60), ("cancelled", 40)]
        (line,) = await at_work.attempts(sent["id"])
        await at_work.answer([told(line, "成功")])
        assert (await at_work.balances())["recoverable"] == 10
        # The bank sends it back after all: nothing is owed back, and what is owed is the part for the time before.
        await at_work.answer([told(line, "退票", "账号错误")])
        assert await _standing(at_work) == [("owed", 50), ("cancelled", 40)]
        balances = await at_work.balances()
        assert (balances["recoverable"], balances["paid"], balances["committed"]) == (0, 0, 50)


async def _in_debt(at_work: Office) -> tuple[Paid, str, str]:
    """A person who was paid 100 too much, and is owed 80 by the same fund."""
    person, other = await at_work.enter([100, 80])
    cycle = await at_work.cycle()
    await at_work.pool.execute(
        "UPDATE payments SET payee_id = $1 WHERE entitlement_id = $2", person.person_id, other.entitlement_id
    )
    line = next(a for a in await at_work.attempts((await at_work.send(cycle["id"]))["id"]) if a["amount_fen"] == 100)
    rest = await at_work.pool.fetchrow("SELECT * FROM attempts WHERE amount_fen = 80")
    await at_work.answer([told(line, "成功"), told(rest, "失败", "系统忙")])
    await stop(at_work, person, 0)
    (debt,) = (await at_work.clerk().get("/recoverables")).json()["items"]
    return person, debt["id"], str(rest["payment_id"])


async def test_a_debt_is_repaid_in_parts_and_never_beyond(county: Database, tmp_path: Path) -> None:
    async with office(county, tmp_path) as at_work:
        _, debt, _ = await _in_debt(at_work)
        available = (await at_work.balances())["available"]
        for fen, status in ((60, 201), (41, 409), (40, 201), (1, 409)):
            entry = {"amount_fen": fen, "note": "现金交回"}
            assert (await at_work.clerk().post(f"/recoverables/{debt}/repayments", json=entry)).status_code == status
        balances = await at_work.balances()
        assert (balances["recoverable"], balances["available"] - available) == (0, 100)
        assert (await at_work.clerk().get("/recoverables")).json()["items"] == []
        line = await at_work.pool.fetchrow("SELECT * FROM attempts WHERE amount_fen = 100")
        late = (await at_work.answer([told(line, "退票")])).json()
        assert late["counts"] == {"repaid-before": 1}


async def test_a_set_off_takes_a_decision_of_somebody_else_after_the_grace_period(
    county: Database, tmp_path: Path
) -> None:
    async with office(county, tmp_path) as at_work:
        _, debt, payment = await _in_debt(at_work)
        proposal = {"kind": "set-off", "amount_fen": 80, "payment_id": payment, "reason": "本人书面同意"}
        proposed = (await at_work.clerk("one").post(f"/recoverables/{debt}/proposals", json=proposal)).json()
        place, decision = f"/recoveries/{proposed['id']}/decision", {"approve": True, "decision": "决定2026第1号"}
        own = await at_work.clerk("one").post(place, json=decision)
        early = await at_work.clerk("other").post(place, json=decision)
        assert [a.json()["type"].rsplit("/")[-1] for a in (own, early)] == ["decided-by-proposer", "grace-period-runs"]
        for forged in (
            "UPDATE payments SET set_off_fen = 80",
            "UPDATE recoveries SET state = 'done'",
            "UPDATE recoveries SET state = 'done', decision = 'x', decided_by = 'one'",
        ):
            with pytest.raises(asyncpg.CheckViolationError):
                await at_work.pool.execute(forged)
        with clock.moved_to(clock.now() + timedelta(days=61)):
            done = await at_work.clerk("other").post(place, json=decision)
            assert done.json()["state"] == "done", done.text
            again = await at_work.clerk("other").post(place, json=decision)
        assert again.json()["type"].endswith("/proposal-decided")
        found = (await at_work.clerk().get(f"/payments/{payment}")).json()
        assert (found["standing"], found["set_off_fen"]) == ("paid", 80)
        balances = await at_work.balances()
        assert (balances["recoverable"], balances["paid"], balances["committed"]) == (20, 80, 0)


async def test_a_waiver_and_a_refusal(county: Database, tmp_path: Path) -> None:
    async with office(county, tmp_path) as at_work:
        _, debt, payment = await _in_debt(at_work)
        wrong = {"kind": "waived", "amount_fen": 1, "payment_id": payment, "reason": "x"}
        assert (await at_work.clerk().post(f"/recoverables/{debt}/proposals", json=wrong)).status_code == 422
        for approve, state in ((False, "refused"), (True, "done")):
            entry = {"kind": "waived", "amount_fen": 100, "reason": "困难家庭"}
            proposed = (await at_work.clerk("one").post(f"/recoverables/{debt}/proposals", json=entry)).json()
            decision = {"approve": approve, "decision": "决定"}
            place = f"/recoveries/{proposed['id']}/decision"
            assert (await at_work.clerk("other").post(place, json=decision)).json()["state"] == state
        seen = (await at_work.clerk().get(f"/recoverables/{debt}")).json()
        assert ([r["state"] for r in seen["recoveries"]], seen["open_fen"]) == (["refused", "done"], 0)
        assert (await at_work.clerk().get(f"/recoverables/{new_id()}")).status_code == 404


_STATES = st.sampled_from([("owed", False), ("owed", True), ("paid", False), ("cancelled", False)])


@given(st.integers(0, 500), st.lists(st.tuples(st.integers(1, 100), _STATES), max_size=6))
def test_sharing_out_never_pays_more_and_never_forgets(owed: int, parts: list[tuple[int, tuple[str, bool]]]) -> None:
    payments = [Standing(UUID(int=n), fen, 0, state, sent) for n, (fen, (state, sent)) in enumerate(parts)]
    settled = settle(owed, payments)
    rest = {p.id: settled.owed.get(p.id, p.amount_fen) for p in payments if p.state == "owed" and not p.sent}
    gone = sum(p.amount_fen for p in payments if p.state == "paid" or p.sent)
    paid = sum(p.amount_fen for p in payments if p.state == "paid")
    everything = sum(p.amount_fen for p in payments if p.state != "cancelled")
    assert sum(rest.values()) + gone == max(gone, min(owed, everything))
    assert sum(settled.over.values()) == max(0, paid - owed)
    assert all(fen >= 0 for fen in rest.values())
    kept = [p._replace(amount_fen=rest.get(p.id, p.amount_fen)) for p in payments]
    kept = [p._replace(state="cancelled") if p.amount_fen == 0 else p for p in kept]
    assert settle(owed, kept).owed == {}
