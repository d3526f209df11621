"""The demo county's paid year, by the same use cases as everybody's: three signatures, returns, books that balance."""

from datetime import date
from pathlib import Path

from chassis import clock
from chassis.auth import Caller
from chassis.db import Database as Connected
from chassis.identifiers import new_id
from chassis.keys import create_keys
from chassis.sealing import Sealer
from deploy.local.demo_payments import PastYear, pay
from services.incentives.funds.keep_fund import open_fund
from services.incentives.funds.schemas import FundEntry
from tests.conftest import Database
from tests.incentives.money import OPENING, beneficiary
from tests.support.people import VILLAGE
from tests.support.running import COUNTY

_PLACES = {"township-officer": f"{VILLAGE[:9]}000", "village-worker": VILLAGE}
_ROLES = ("county-admin", "county-officer", "finance-officer", "township-officer", "village-worker")


async def _open(database: Connected, sealer: Sealer, staff: dict[str, Caller], elders: int) -> None:
    async with database.transaction() as session:
        await open_fund(session, staff["county-admin"], sealer, FundEntry.model_validate(OPENING))
    for number in range(elders):
        row = beneficiary(new_id(), f"张{number}") | {"birth_date": date(clock.today().year - 65, 1, 1 + number)}
        await database.pool.copy_records_to_table("beneficiaries", records=[tuple(row.values())], columns=list(row))


async def test_last_year_is_paid_in_two_cycles_and_nobody_is_forgotten(county: Database, tmp_path: Path) -> None:
    create_keys(tmp_path)
    database, sealer = Connected(county.dsn("incentives"), pool_size=2), Sealer.load(tmp_path, "incentives")
    staff = {
        role: Caller(subject=role, kind="staff", role=role, division=_PLACES.get(role, COUNTY))  # type: ignore[arg-type]
        for role in _ROLES
    }
    await database.start()
    try:
        past = PastYear(database, sealer, staff, clock.today().year - 1)
        await _open(database, sealer, staff, 3)
        assert "too few" in await pay(past)
        for number in range(3, 6):
            row = beneficiary(new_id(), f"张{number}") | {"birth_date": date(clock.today().year - 65, 2, 1)}
            await database.pool.copy_records_to_table("beneficiaries", records=[tuple(row.values())], columns=list(row))
        assert "6 people" in await pay(past)
        batches = await database.pool.fetch("SELECT * FROM batches ORDER BY number")
        assert [(row["state"], row["released_lines"]) for row in batches] == [("finished", n) for n in (5, 2, 5)]
        assert all(len({row["made_by"], row["approved_by"], row["released_by"]}) == 3 for row in batches)
        books = await database.pool.fetch("SELECT account, debit_fen - credit_fen AS fen FROM ledger_balances")
        found = {row["account"]: row["fen"] for row in books}
        assert (sum(found.values()), found["paid"], found["committed"]) == (0, 10 * 48_000, 2 * 48_000)
        states = await database.pool.fetch("SELECT year, state, count(*) FROM claims GROUP BY 1, 2 ORDER BY 1")
        assert [tuple(row) for row in states] == [(past.year, "approved", 6), (past.year + 1, "applied", 6)]
        verdicts = await database.pool.fetch("SELECT DISTINCT verdict FROM return_lines")
        assert {row["verdict"] for row in verdicts} == {"paid", "returned", "reversed"}
    finally:
        await database.stop()
