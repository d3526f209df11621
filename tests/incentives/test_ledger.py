"""The ledger holds what it promises, whoever writes: balanced, append-only, never overdrawn, closed years shut."""

from pathlib import Path
from uuid import UUID

import asyncpg
import pytest

from tests.conftest import Database
from tests.incentives.money import FUND, OPENING, YEAR, Office, office, told

_TRANSACTION = """
INSERT INTO ledger_transactions (fund, year, kind, made_by, made_at) VALUES ($1, $2, 'budget', 'x', now()) RETURNING id
"""
_ENTRY = "INSERT INTO ledger_entries (transaction_id, account, amount_fen) VALUES ($1, $2, $3)"


async def _write(at_work: Office, *entries: tuple[str, int]) -> UUID:
    async with at_work.pool.acquire() as connection, connection.transaction():
        transaction: UUID = await connection.fetchval(_TRANSACTION, FUND, YEAR)
        for account, fen in entries:
            await connection.execute(_ENTRY, transaction, account, fen)
    return transaction


@pytest.mark.parametrize(
    "entries",
    [
        [("treasury", -5), ("available", 4)],
        [("available", 5)],
        [],
        [("available", -(10**13)), ("treasury", 10**13)],
        [("paid", -1), ("committed", 1)],
        [("pocket", 1), ("treasury", -1)],
        [("treasury", 0), ("available", 0)],
        [("treasury", -(10**18) - 1), ("available", 10**18 + 1)],
    ],
)
async def test_what_is_not_balanced_or_not_there_is_refused(
    entries: list[tuple[str, int]], county: Database, tmp_path: Path
) -> None:
    async with office(county, tmp_path) as at_work:
        before = await at_work.balances()
        with pytest.raises(asyncpg.CheckViolationError):
            await _write(at_work, *entries)
        assert await at_work.balances() == before


async def test_nothing_written_is_ever_changed(county: Database, tmp_path: Path) -> None:
    async with office(county, tmp_path) as at_work:
        transaction = await _write(at_work, ("treasury", -5), ("available", 5))
        statements = [
            "UPDATE ledger_entries SET amount_fen = 1",
            "DELETE FROM ledger_entries",
            "TRUNCATE ledger_entries",
            "UPDATE ledger_transactions SET note = 'x'",
            "DELETE FROM ledger_transactions",
            "UPDATE ledger_balances SET debit_fen = 0",
            "DELETE FROM ledger_balances",
        ]
        for statement in statements:
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await at_work.pool.execute(statement)
        # An entry added later to a transaction that stands, even a pair that adds up to nothing.
        with pytest.raises(asyncpg.CheckViolationError):
            await at_work.pool.execute(
                "INSERT INTO ledger_entries (transaction_id, account, amount_fen)"
                " VALUES ($1, 'available', 5), ($1, 'treasury', -5)",
                transaction,
            )
    owner = await asyncpg.connect(county.owner_dsn("incentives"))
    try:
        for statement in statements[:5]:
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await owner.execute(statement)
    finally:
        await owner.close()


async def test_a_year_closes_carries_what_is_owed_and_stays_shut(county: Database, tmp_path: Path) -> None:
    async with office(county, tmp_path, budget_fen=300_000) as at_work:
        paid, late = await at_work.enter([96_000, 48_000])
        cycle = await at_work.cycle()
        batch = await at_work.send(cycle["id"])
        lines = {a["amount_fen"]: a for a in await at_work.attempts(batch["id"])}
        closing = f"/funds/{FUND}/years/{YEAR}/closing"
        refused = await at_work.clerk().post(closing)
        assert (refused.status_code, refused.json()["in_transit_fen"]) == (409, 144_000)
        await at_work.answer([told(lines[96_000], "成功"), told(lines[48_000], "失败", "系统忙")])
        closed = (await at_work.clerk().post(closing)).json()
        assert (closed["lapsed_fen"], closed["carried_committed_fen"], closed["carried_payments"]) == (
            156_000,
            48_000,
            1,
        )
        assert await at_work.balances() == dict.fromkeys(await at_work.balances(), 0) | {
            "treasury": -96_000,
            "paid": 96_000,
        }
        assert (await at_work.balances(YEAR + 1))["committed"] == 48_000
        with pytest.raises(asyncpg.CheckViolationError):
            await _write(at_work, ("treasury", -5), ("available", 5))
        more = await at_work.clerk().post(f"/funds/{FUND}/years/{YEAR}/budget", json={"amount_fen": 1, "note": "补"})
        assert more.json()["type"].endswith("/year-not-open")
        # What the bank sends back of the closed year is owed in the open one; then both are paid again.
        await at_work.answer([told(lines[96_000], "退票", "账户已销户")])
        assert (await at_work.balances(YEAR + 1))["prior-years"] == -96_000
        entry = {
            "person_id": str(paid.person_id),
            "account_number": late.card,
            "bank_code": "1" * 12,
            "bank_name": "行",
        }
        assert (await at_work.clerk().post("/accounts", json=entry)).status_code == 201
        await at_work.pay_all(await at_work.send(cycle["id"]))
        assert (await at_work.balances(YEAR + 1))["paid"] == 144_000
        listed = (await at_work.clerk().get(f"/funds/{FUND}/years/{YEAR}/transactions")).json()["items"]
        kinds = ["budget", "commitment", "sending", "payment", "return", "lapse", "carried-commitment-out"]
        assert [entry["kind"] for entry in listed] == kinds


async def test_budgets_are_whole_fen_and_can_be_cut(county: Database, tmp_path: Path) -> None:
    async with office(county, tmp_path, budget_fen=100) as at_work:
        place = f"/funds/{FUND}/years/{YEAR}/budget"
        for amount in (1.5, "100", True, 0, 10**15 + 1, None):
            wrong = await at_work.clerk().post(place, json={"amount_fen": amount, "note": "x"})
            assert wrong.status_code == 422, amount
        cut = await at_work.clerk().post(place, json={"amount_fen": -101, "note": "调减"})
        assert cut.json()["short_fen"] == 1
        assert (await at_work.clerk().post(place, json={"amount_fen": -100, "note": "调减"})).status_code == 201
        assert (await at_work.balances())["available"] == 0
        fund = (await at_work.clerk("x", "auditor").get("/funds")).json()["items"][0]
        assert fund["account_shown"].endswith("9012")
        assert OPENING["account_number"] not in str(fund)
        assert (
            await at_work.clerk().post(place.replace(FUND, "none"), json={"amount_fen": 1, "note": "x"})
        ).status_code == 404
