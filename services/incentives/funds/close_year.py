"""Close a fund's year: what nobody was promised lapses, what is owed is carried on, and nothing is written after."""

from typing import Any

import asyncpg
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.db import driver
from services.incentives.funds.errors import YearHasOpenPayments
from services.incentives.funds.keep_fund import load_fund
from services.incentives.funds.schemas import Closing
from services.incentives.ledger.errors import YearNotOpen
from services.incentives.ledger.write_entries import lock_year, write_move
from services.incentives.payments.plan_cycle import lock_fund

_BALANCES = "SELECT account, debit_fen - credit_fen AS fen FROM ledger_balances WHERE fund = $1 AND year = $2"
_UNDER_WAY = """
SELECT count(*) FROM batches WHERE fund = $1 AND year = $2 AND state IN ('made', 'approved', 'released')
"""
_EARLIER = "SELECT min(year) FROM fund_years WHERE fund = $1 AND year < $2 AND closed_at IS NULL"
_NEXT = "INSERT INTO fund_years (fund, year, opened_by, opened_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING"
_CARRY_CYCLES = """
UPDATE cycles SET year = $2 + 1 WHERE id IN (
    SELECT cycle_id FROM payments WHERE fund = $1 AND year = $2 AND state = 'owed')
"""
_CARRY_PAYMENTS = "UPDATE payments SET year = $2 + 1 WHERE fund = $1 AND year = $2 AND state = 'owed'"
_CARRY_DEBTS = "UPDATE recoverables SET year = $2 + 1 WHERE fund = $1 AND year = $2 AND amount_fen > settled_fen"
_CLOSE = "UPDATE fund_years SET closed_by = $3, closed_at = $4 WHERE fund = $1 AND year = $2"


async def close_year(session: AsyncSession, caller: Caller, fund: str, year: int) -> Closing:
    """What was closed and carried. Raises UnknownFund, YearNotOpen, YearHasOpenPayments."""
    connection = await driver(session)
    await load_fund(connection, fund)
    await lock_fund(connection, fund)
    await lock_year(connection, fund, year)
    balances = {row["account"]: row["fen"] for row in await connection.fetch(_BALANCES, fund, year)}
    await _check_finished(connection, fund, year, balances)
    if year >= 2100:
        raise YearNotOpen(fund=fund, year=year + 1)
    await connection.execute(_NEXT, fund, year + 1, caller.subject, clock.now())
    if balances["available"]:
        await write_move(connection, "lapse", fund, year, balances["available"], caller.subject)
    for account, kind in (("committed", "carried-commitment"), ("recoverable", "carried-debt")):
        if balances[account]:
            await write_move(connection, f"{kind}-out", fund, year, balances[account], caller.subject)
            await write_move(connection, f"{kind}-in", fund, year + 1, balances[account], caller.subject)
    await connection.execute(_CARRY_CYCLES, fund, year)
    carried = int((await connection.execute(_CARRY_PAYMENTS, fund, year)).split()[-1])
    await connection.execute(_CARRY_DEBTS, fund, year)
    await connection.execute(_CLOSE, fund, year, caller.subject, clock.now())
    closing = Closing(
        fund=fund,
        year=year,
        lapsed_fen=balances["available"],
        carried_committed_fen=balances["committed"],
        carried_recoverable_fen=balances["recoverable"],
        carried_payments=carried,
    )
    await audit.record(session, caller, "close-year", **closing.model_dump())
    return closing


async def _check_finished(connection: asyncpg.Connection, fund: str, year: int, balances: dict[str, Any]) -> None:
    earlier = await connection.fetchval(_EARLIER, fund, year)
    batches = await connection.fetchval(_UNDER_WAY, fund, year)
    if earlier is not None or batches or balances["in-transit"]:
        raise YearHasOpenPayments(in_transit_fen=balances["in-transit"], open_batches=batches, open_year=earlier)
