"""Reads of payments and cycles."""

from typing import Any
from uuid import UUID

import asyncpg

from chassis.auth import Caller
from services.incentives.payments.blocked_by import BLOCK, ROWS
from services.incentives.payments.errors import UnknownPayment
from services.incentives.payments.schemas import AttemptView, PaymentHistory, PaymentView

_STANDING = """
CASE WHEN p.state <> 'owed' THEN p.state WHEN l.reference IS NULL THEN 'owed'
     WHEN t.state IN ('released', 'finished') THEN 'sent' ELSE 'batched' END
"""
_COLUMNS = f"""
p.*, {_STANDING} AS standing, nullif({BLOCK}, 'in-batch') AS waits_for,
(SELECT count(*) FROM attempts a WHERE a.payment_id = p.id AND a.state <> 'withdrawn') AS attempts,
coalesce((SELECT s.account_shown FROM accounts s WHERE s.id = l.account_id), c.account_shown) AS account_shown
"""
_FROM = f"{ROWS} LEFT JOIN batches t ON t.id = l.batch_id"
_LIST = f"""
SELECT {_COLUMNS} FROM {_FROM}
 WHERE p.division_code LIKE $1 AND ($2::uuid IS NULL OR p.id > $2) AND ($3::uuid IS NULL OR p.cycle_id = $3)
   AND ($4::uuid IS NULL OR p.payee_id = $4 OR p.person_id = $4) AND ($5::text IS NULL OR ({_STANDING}) = $5)
   AND (NOT $6 OR nullif({BLOCK}, 'in-batch') IS NOT NULL)
 ORDER BY p.id LIMIT $7
"""
_ONE = f"SELECT {_COLUMNS} FROM {_FROM} WHERE p.id = $1"
_TRIES = """
SELECT a.batch_id, a.reference, a.ordinal, a.amount_fen, c.account_shown, a.state, a.settled_on, a.bank_reason
  FROM attempts a JOIN accounts c ON c.id = a.account_id WHERE a.payment_id = $1 ORDER BY a.ordinal, a.reference
"""
_COUNTS = """
SELECT count(*) FILTER (WHERE state = 'owed') AS owed, count(*) FILTER (WHERE state = 'paid') AS paid,
       count(*) FILTER (WHERE state = 'cancelled') AS cancelled,
       coalesce(sum(amount_fen) FILTER (WHERE state = 'paid'), 0)::bigint AS paid_fen
  FROM payments WHERE cycle_id = $1
"""


async def counts_of(connection: asyncpg.Connection, cycle_id: UUID) -> dict[str, Any]:
    """How the cycle's payments stand."""
    return dict(await connection.fetchrow(_COUNTS, cycle_id))


async def list_payments(
    connection: asyncpg.Connection,
    caller: Caller,
    after: UUID | None,
    limit: int,
    *,
    cycle_id: UUID | None,
    person_id: UUID | None,
    standing: str | None,
    waiting: bool,
) -> list[PaymentView]:
    """Up to ``limit + 1`` payments of the caller's divisions in the order of their ids."""
    wanted = (cycle_id, person_id, standing, waiting)
    rows = await connection.fetch(_LIST, f"{caller.scope_prefix}%", after, *wanted, limit + 1)
    return [PaymentView.model_validate(dict(row)) for row in rows]


async def find_payment(connection: asyncpg.Connection, caller: Caller, payment_id: UUID) -> PaymentHistory:
    """The payment with every try. Raises UnknownPayment."""
    row = await connection.fetchrow(_ONE, payment_id)
    if row is None or not caller.sees(row["division_code"]):
        raise UnknownPayment()
    tries = [AttemptView.model_validate(dict(each)) for each in await connection.fetch(_TRIES, payment_id)]
    return PaymentHistory.model_validate(dict(row) | {"tries": tries})
