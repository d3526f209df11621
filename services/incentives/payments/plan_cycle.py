"""Plan a cycle: each instalment that is due becomes a payment, and its money is set aside."""

from typing import Any

import asyncpg
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock, outbox
from chassis.auth import Caller
from chassis.bulk_ids import BULK_ID
from chassis.db import driver
from chassis.identifiers import new_id
from contracts.incentives import PaymentPlanned
from services.incentives.funds.keep_fund import load_fund
from services.incentives.ledger.write_entries import check_budget, lock_year, write_moves
from services.incentives.payments.errors import CycleExists, NothingToPay
from services.incentives.payments.schemas import CycleEntry

_LOCK_FUND = "SELECT FROM funds WHERE code = $1 FOR NO KEY UPDATE"
_PLAN = f"""
INSERT INTO payments (id, cycle_id, entitlement_id, instalment, scheme, person_id, payee_id, division_code, fund, year,
                      due_on, amount_fen)
SELECT {BULK_ID}, $1, part.id, part.n, part.scheme, part.person_id, part.payee_id, part.division_code, $2, $3,
       part.due_on, least(part.fen, part.owed_fen - part.before)
  FROM (SELECT e.*, i.n, (i.part->>'due_on')::date AS due_on, (i.part->>'amount_fen')::bigint AS fen,
               coalesce(sum((i.part->>'amount_fen')::bigint) OVER earlier, 0)::bigint AS before
          FROM entitlements e CROSS JOIN LATERAL jsonb_array_elements(e.instalments) WITH ORDINALITY i (part, n)
         WHERE e.fund = $2 AND e.owed_fen > 0
        WINDOW earlier AS (PARTITION BY e.id ORDER BY i.n ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) part
 WHERE part.due_on <= $4 AND part.owed_fen > part.before
   AND NOT EXISTS (SELECT FROM payments p WHERE p.entitlement_id = part.id AND p.instalment = part.n)
"""
_SUM = (
    "SELECT count(*) AS payments, coalesce(sum(amount_fen), 0)::bigint AS total_fen FROM payments WHERE cycle_id = $1"
)
_CYCLE = """
INSERT INTO cycles (id, fund, year, name, due_until, payments, total_fen, made_by, made_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING *
"""
_EVENTS = outbox.insert_select(
    PaymentPlanned,
    {
        "payment_id": "p.id",
        "entitlement_id": "p.entitlement_id",
        "division": "p.division_code",
        "fund": "p.fund",
        "due_on": "p.due_on",
        "amount_fen": "p.amount_fen",
    },
    "payments p WHERE p.cycle_id = $1",
    BULK_ID,
)


async def lock_fund(connection: asyncpg.Connection, fund: str) -> None:
    """One at a time plans, batches, releases or reconciles a fund's payments; stops of entitlements wait for it."""
    await connection.execute(_LOCK_FUND, fund)


async def plan_cycle(session: AsyncSession, caller: Caller, entry: CycleEntry) -> asyncpg.Record:
    """The cycle. Of two people who plan one, the second is told of the first's.

    Raises UnknownFund, CycleExists, NothingToPay, YearNotOpen, BudgetExhausted.
    """
    connection = await driver(session)
    await load_fund(connection, entry.fund)
    await lock_fund(connection, entry.fund)
    await _check_first(connection, entry)
    await lock_year(connection, entry.fund, entry.year)
    cycle_id = new_id()
    await connection.execute(_PLAN, cycle_id, entry.fund, entry.year, entry.due_until)
    planned = await connection.fetchrow(_SUM, cycle_id)
    if not planned["payments"]:
        raise NothingToPay(left_out={})
    await check_budget(connection, entry.fund, entry.year, planned["total_fen"])
    moved = "SELECT id, amount_fen FROM payments WHERE cycle_id = $4"
    place = (entry.fund, entry.year, caller.subject)
    await write_moves(connection, "commitment", *place, moved, cycle_id, subject_id=cycle_id)
    values: tuple[Any, ...] = (cycle_id, entry.fund, entry.year, entry.name, entry.due_until, *planned.values())
    cycle = await connection.fetchrow(_CYCLE, *values, caller.subject, clock.now())
    await connection.execute(_EVENTS, cycle_id)
    await audit.record(session, caller, "plan-cycle", cycle_id, fund=entry.fund, **dict(planned))
    return cycle


async def _check_first(connection: asyncpg.Connection, entry: CycleEntry) -> None:
    query = "SELECT id FROM cycles WHERE fund = $1 AND due_until = $2"
    first = await connection.fetchval(query, entry.fund, entry.due_until)
    if first is not None:
        raise CycleExists(cycle_id=str(first))
