"""The only way into the ledger: a transaction and its entries, balanced, in an open year."""

from uuid import UUID

import asyncpg

from chassis import clock
from services.incentives.ledger.errors import BudgetExhausted, YearNotOpen
from services.incentives.ledger.rules import MOVES, Move

_LOCK = "SELECT FROM fund_years WHERE fund = $1 AND year = $2 AND closed_at IS NULL FOR UPDATE"
_AVAILABLE = "SELECT debit_fen - credit_fen FROM ledger_balances WHERE fund = $1 AND year = $2 AND account = $3"
_TRANSACTION = """
INSERT INTO ledger_transactions (fund, year, kind, subject_id, note, made_by, made_at)
VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id
"""
_ENTRIES = """
INSERT INTO ledger_entries (transaction_id, account, payment_id, amount_fen)
WITH moved (payment_id, amount_fen) AS MATERIALIZED ({moved})
SELECT $1::uuid, $2::text, NULL::uuid, -sum(amount_fen)::bigint FROM moved
UNION ALL SELECT $1::uuid, $3::text, payment_id, amount_fen FROM moved
"""


async def lock_year(connection: asyncpg.Connection, fund: str, year: int) -> None:
    """Hold the year until the transaction ends: its money is moved by one writer at a time. Raises YearNotOpen."""
    if await connection.fetchrow(_LOCK, fund, year) is None:
        raise YearNotOpen(fund=fund, year=year)


async def check_budget(connection: asyncpg.Connection, fund: str, year: int, needed_fen: int) -> None:
    """Raises BudgetExhausted, YearNotOpen. The year stays locked, so that the answer holds."""
    await lock_year(connection, fund, year)
    available = await connection.fetchval(_AVAILABLE, fund, year, "available")
    if needed_fen > available:
        short = {"needed_fen": needed_fen, "available_fen": available, "short_fen": needed_fen - available}
        raise BudgetExhausted(
            "可用预算不足，未作任何变动。请追加预算，或缩小发放范围。",
            "The available budget is too small; nothing was changed. Add to the budget, or pay fewer.",
            fund=fund,
            year=year,
            **short,
        )


async def write_move(
    connection: asyncpg.Connection,
    kind: str,
    fund: str,
    year: int,
    amount_fen: int,
    made_by: str,
    *,
    subject_id: UUID | None = None,
    payment_id: UUID | None = None,
    note: str | None = None,
    move: Move | None = None,
) -> UUID:
    """One transaction with one amount. Raises YearNotOpen; what would overdraw an account, the database refuses."""
    moved = "SELECT $4::uuid, $5::bigint"
    return await write_moves(
        connection,
        kind,
        fund,
        year,
        made_by,
        moved,
        payment_id,
        amount_fen,
        subject_id=subject_id,
        note=note,
        move=move,
    )


async def write_moves(
    connection: asyncpg.Connection,
    kind: str,
    fund: str,
    year: int,
    made_by: str,
    moved: str,
    *arguments: object,
    subject_id: UUID | None = None,
    note: str | None = None,
    move: Move | None = None,
) -> UUID:
    """One transaction: the sum leaves one account, and each row of ``moved`` comes to the other.

    ``moved`` is SQL of ours that selects (payment id, fen), at least one row; its arguments begin at ``$4``.
    Raises YearNotOpen.
    """
    source, target = move or MOVES[kind]
    await lock_year(connection, fund, year)
    transaction_id: UUID = await connection.fetchval(
        _TRANSACTION, fund, year, kind, subject_id, note, made_by, clock.now()
    )
    await connection.execute(_ENTRIES.format(moved=moved), transaction_id, source, target, *arguments)
    return transaction_id
