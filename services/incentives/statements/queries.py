"""Reads for statements."""

from datetime import date
from typing import Any
from uuid import UUID

import asyncpg

from chassis.auth import Caller
from services.incentives.accounts.errors import UnknownPayee
from services.incentives.accounts.queries import check_place
from services.incentives.statements.schemas import DivisionLine, FundLine, PersonStatement, StatementLine

_LINES = """
SELECT p.id AS payment_id, p.entitlement_id, e.decision_id, p.scheme, e.period_start, e.period_end, p.due_on,
       p.amount_fen, p.set_off_fen, p.state, p.paid_on, c.account_shown,
       coalesce(r.amount_fen - r.settled_fen, 0) AS to_be_returned_fen
  FROM payments p JOIN entitlements e ON e.id = p.entitlement_id
  LEFT JOIN attempts a ON a.payment_id = p.id AND a.live
  LEFT JOIN accounts c ON c.id = a.account_id
  LEFT JOIN recoverables r ON r.payment_id = p.id
 WHERE (p.payee_id = $1 OR p.person_id = $1) ORDER BY p.due_on DESC, p.id LIMIT 1000
"""
_BY_DIVISION = """
SELECT p.division_code, p.fund, count(*) AS payments, count(DISTINCT p.person_id) AS people,
       sum(p.amount_fen)::bigint AS planned_fen,
       coalesce(sum(p.amount_fen) FILTER (WHERE p.state = 'paid'), 0)::bigint AS paid_fen,
       coalesce(sum(p.amount_fen) FILTER (WHERE p.state = 'owed'), 0)::bigint AS owed_fen,
       count(*) FILTER (WHERE p.state = 'paid' AND p.paid_on <= p.due_on) AS paid_on_time,
       count(*) FILTER (WHERE a.ordinal > 1) AS issued_again
  FROM payments p LEFT JOIN attempts a ON a.payment_id = p.id AND a.live
 WHERE p.state <> 'cancelled' AND p.due_on BETWEEN $1 AND $2 AND p.division_code LIKE $3
   AND ($4::text IS NULL OR p.fund = $4) AND (p.division_code, p.fund) > ($5, $6)
 GROUP BY p.division_code, p.fund ORDER BY p.division_code, p.fund LIMIT $7
"""
_DETAIL = """
SELECT p.division_code, b.name, p.scheme, p.fund, p.due_on, p.amount_fen, p.set_off_fen, p.state, p.paid_on,
       c.account_shown
  FROM payments p LEFT JOIN beneficiaries b ON b.person_id = p.payee_id
  LEFT JOIN attempts a ON a.payment_id = p.id AND a.live LEFT JOIN accounts c ON c.id = a.account_id
 WHERE p.due_on BETWEEN $1 AND $2 AND p.division_code LIKE $3 AND ($4::text IS NULL OR p.fund = $4)
 ORDER BY p.division_code, p.due_on, p.id LIMIT $5
"""
_BY_FUND = """
WITH books AS (
    SELECT fund, -coalesce(sum(debit_fen - credit_fen) FILTER (WHERE account = 'treasury'), 0)::bigint AS granted_fen,
           coalesce(sum(debit_fen - credit_fen) FILTER (WHERE account = 'available'), 0)::bigint AS available_fen,
           coalesce(sum(debit_fen - credit_fen) FILTER (WHERE account = 'committed'), 0)::bigint AS committed_fen,
           coalesce(sum(debit_fen - credit_fen) FILTER (WHERE account = 'in-transit'), 0)::bigint AS in_transit_fen,
           coalesce(sum(debit_fen - credit_fen) FILTER (WHERE account = 'paid'), 0)::bigint AS paid_fen,
           coalesce(sum(debit_fen - credit_fen) FILTER (WHERE account = 'recoverable'), 0)::bigint AS recoverable_fen
      FROM ledger_balances WHERE year = $1 GROUP BY fund
), reached AS (
    SELECT p.fund, count(*) AS payments, count(DISTINCT p.payee_id) AS people,
           count(*) FILTER (WHERE a.ordinal > 1) AS issued_again
      FROM payments p LEFT JOIN attempts a ON a.payment_id = p.id AND a.live
     WHERE p.state = 'paid' AND p.year = $1 GROUP BY p.fund
)
SELECT b.*, f.name, $1::integer AS year, coalesce(r.payments, 0) AS payments, coalesce(r.people, 0) AS people,
       coalesce(r.issued_again, 0) AS issued_again
  FROM books b JOIN funds f ON f.code = b.fund LEFT JOIN reached r ON r.fund = b.fund ORDER BY b.fund LIMIT 500
"""


async def by_fund(connection: asyncpg.Connection, year: int) -> list[FundLine]:
    """Every fund that has books for the year."""
    return [FundLine.model_validate(dict(row)) for row in await connection.fetch(_BY_FUND, year)]


async def statement_of(connection: asyncpg.Connection, caller: Caller, person_id: UUID) -> PersonStatement:
    """The person's statement, the newest first. Raises UnknownPayee."""
    if not await check_place(connection, caller, person_id):
        raise UnknownPayee()
    # A benefit that was posted elsewhere is shown too: it is the person's own, wherever they lived then.
    rows = await connection.fetch(_LINES, person_id)
    lines = [StatementLine.model_validate(dict(row)) for row in rows]
    sums = {state: sum(line.amount_fen for line in lines if line.state == state) for state in ("paid", "owed")}
    return PersonStatement(person_id=person_id, paid_fen=sums["paid"], owed_fen=sums["owed"], lines=lines)


async def by_division(
    connection: asyncpg.Connection,
    prefix: str,
    days: tuple[date, date],
    fund: str | None,
    after: tuple[str, str],
    limit: int,
) -> list[DivisionLine]:
    """Up to ``limit + 1`` lines, by village and fund."""
    rows = await connection.fetch(_BY_DIVISION, *days, f"{prefix}%", fund, *after, limit + 1)
    return [DivisionLine.model_validate(dict(row)) for row in rows]


async def details(
    connection: asyncpg.Connection, prefix: str, days: tuple[date, date], fund: str | None, most: int
) -> list[Any]:
    """Up to ``most + 1`` payments."""
    rows: list[Any] = await connection.fetch(_DETAIL, *days, f"{prefix}%", fund, most + 1)
    return rows
