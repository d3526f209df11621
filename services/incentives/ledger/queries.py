"""Reads of the ledger."""

from uuid import UUID

import asyncpg

from services.incentives.funds.schemas import AccountBalance, TransactionView, TrialBalance
from services.incentives.ledger.errors import YearNotOpen
from services.incentives.ledger.rules import ACCOUNTS

_TRANSACTIONS = """
SELECT t.id, t.kind, t.subject_id, t.note, t.made_by, t.made_at, e.amount_fen, e.entries
  FROM (SELECT * FROM ledger_transactions
         WHERE fund = $1 AND year = $2 AND ($3::uuid IS NULL OR id > $3) ORDER BY id LIMIT $4) t
 CROSS JOIN LATERAL (SELECT count(*) AS entries, sum(amount_fen) FILTER (WHERE amount_fen > 0)::bigint AS amount_fen
                       FROM ledger_entries WHERE transaction_id = t.id) e
 ORDER BY t.id
"""


async def trial_balance(connection: asyncpg.Connection, fund: str, year: int) -> TrialBalance:
    """Every account with its debits, credits and balance. Raises YearNotOpen where the year never was."""
    opened = await connection.fetchrow("SELECT closed_at FROM fund_years WHERE fund = $1 AND year = $2", fund, year)
    if opened is None:
        raise YearNotOpen(fund=fund, year=year)
    query = "SELECT account, debit_fen, credit_fen FROM ledger_balances WHERE fund = $1 AND year = $2"
    rows = {row["account"]: row for row in await connection.fetch(query, fund, year)}
    accounts = [
        AccountBalance(
            account=account,
            name_zh=zh,
            name_en=en,
            debit_fen=rows[account]["debit_fen"],
            credit_fen=rows[account]["credit_fen"],
            balance_fen=rows[account]["debit_fen"] - rows[account]["credit_fen"],
        )
        for account, (zh, en) in ACCOUNTS.items()
    ]
    total = sum(account.balance_fen for account in accounts)
    return TrialBalance(fund=fund, year=year, closed_at=opened["closed_at"], accounts=accounts, total_fen=total)


async def transactions(
    connection: asyncpg.Connection, fund: str, year: int, after: UUID | None, limit: int
) -> list[TransactionView]:
    """Up to ``limit + 1`` transactions in the order of their ids."""
    rows = await connection.fetch(_TRANSACTIONS, fund, year, after, limit + 1)
    return [TransactionView.model_validate(dict(row)) for row in rows]
