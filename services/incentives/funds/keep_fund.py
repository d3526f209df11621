"""Open a fund, and grant it money for a year."""

import asyncpg
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.db import driver
from chassis.problems import BadPayload, Fault
from chassis.sealing import Sealer
from services.incentives.accounts.rules import masked
from services.incentives.funds.errors import FundExists, UnknownFund
from services.incentives.funds.schemas import BudgetEntry, FundEntry
from services.incentives.ledger.write_entries import check_budget, write_move

SEALED_AS = "fund.account_number"
_OPEN = """
INSERT INTO funds (code, name, payer, bank_account_sealed, account_shown, bank_code, bank_name, opened_by, opened_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING RETURNING *
"""
_YEAR = "INSERT INTO fund_years (fund, year, opened_by, opened_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING"


async def open_fund(session: AsyncSession, caller: Caller, sealer: Sealer, entry: FundEntry) -> asyncpg.Record:
    """The fund. Raises FundExists."""
    row = await (await driver(session)).fetchrow(
        _OPEN,
        entry.code,
        entry.name,
        entry.payer,
        sealer.seal(entry.account_number, SEALED_AS),
        masked(entry.account_number),
        entry.bank_code,
        entry.bank_name,
        caller.subject,
        clock.now(),
    )
    if row is None:
        raise FundExists()
    await audit.record(session, caller, "open-fund", fund=entry.code)
    return row


async def load_fund(connection: asyncpg.Connection, code: str) -> asyncpg.Record:
    """The fund's row. Raises UnknownFund."""
    row = await connection.fetchrow("SELECT * FROM funds WHERE code = $1", code)
    if row is None:
        raise UnknownFund()
    return row


async def grant_budget(session: AsyncSession, caller: Caller, code: str, year: int, entry: BudgetEntry) -> None:
    """Money for the year, which opens with its first grant. Raises UnknownFund, YearNotOpen, BudgetExhausted."""
    if entry.amount_fen == 0:
        raise BadPayload(faults=[Fault("#/amount_fen", "bad_amount", "0 changes nothing")])
    connection = await driver(session)
    await load_fund(connection, code)
    if entry.amount_fen > 0:
        await connection.execute(_YEAR, code, year, caller.subject, clock.now())
        await _check_room(connection, code, year, entry.amount_fen)
    else:
        await check_budget(connection, code, year, -entry.amount_fen)
    kind = "budget" if entry.amount_fen > 0 else "budget-cut"
    await write_move(connection, kind, code, year, abs(entry.amount_fen), caller.subject, note=entry.note)
    await audit.record(session, caller, kind, fund=code, year=year, amount_fen=entry.amount_fen)


async def _check_room(connection: asyncpg.Connection, code: str, year: int, amount_fen: int) -> None:
    # Sums of a year stay far below 64 bits, however often somebody grants the most there is.
    granted = "SELECT coalesce(max(credit_fen), 0) FROM ledger_balances WHERE fund = $1 AND year = $2"
    if await connection.fetchval(granted, code, year) + amount_fen > 10**18:
        raise BadPayload(faults=[Fault("#/amount_fen", "too_much", "no year's budget is that large")])
