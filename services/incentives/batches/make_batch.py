"""Make a batch: everything of a cycle that can be paid now, each payment at most once."""

from uuid import UUID

import asyncpg
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.db import driver
from chassis.identifiers import division_prefix, new_id
from services.incentives.batches.schemas import BatchEntry
from services.incentives.payments.blocked_by import BLOCK, ROWS
from services.incentives.payments.errors import NothingToPay, UnknownCycle
from services.incentives.payments.plan_cycle import lock_fund
from services.incentives.set_wise import set_wise

_CYCLE = "SELECT * FROM cycles WHERE id = $1"
# A bank takes a reference of twelve characters beside each line: six digits of the batch, six of the line.
_MAKE = f"""
WITH numbered AS MATERIALIZED (SELECT nextval(pg_get_serial_sequence('batches', 'number')) AS number),
judged AS MATERIALIZED (
    SELECT p.id, p.division_code, c.id AS account_id, p.amount_fen - p.set_off_fen AS fen, {BLOCK} AS reason
      FROM {ROWS}
     WHERE p.cycle_id = $2 AND p.year = $3 AND p.state = 'owed' AND p.division_code LIKE $4
       AND p.amount_fen > p.set_off_fen
), payable AS MATERIALIZED (
    SELECT id, account_id, fen, (row_number() OVER (ORDER BY division_code, id))::int AS line
      FROM judged WHERE reason IS NULL ORDER BY division_code, id LIMIT 999999
), tried AS MATERIALIZED (
    SELECT a.payment_id, count(*) AS times FROM batches o JOIN attempts a ON a.batch_id = o.id
     WHERE o.cycle_id = $2 GROUP BY a.payment_id
), written AS MATERIALIZED (
    SELECT y.*, lpad(n.number::text, 6, '0') || lpad(y.line::text, 6, '0') AS reference FROM payable y, numbered n
), made AS (
    INSERT INTO batches (id, number, cycle_id, fund, year, division, lines, total_fen, digest, made_by, made_at)
    OVERRIDING SYSTEM VALUE
    SELECT $1, (SELECT number FROM numbered), $2, $5, $3, $6, count(*), sum(fen)::bigint,
           sha256(convert_to(string_agg(reference || ':' || fen, E'\\n' ORDER BY line), 'UTF8')), $7, $8
      FROM written HAVING count(*) > 0
    RETURNING *
), lines AS (
    INSERT INTO attempts (payment_id, batch_id, line, reference, ordinal, account_id, amount_fen)
    SELECT w.id, $1, w.line, w.reference, 1 + coalesce(tried.times, 0), w.account_id, w.fen
      FROM written w LEFT JOIN tried ON tried.payment_id = w.id
), rest AS (
    SELECT coalesce(jsonb_object_agg(reason, payments), '{{}}') AS left_out
      FROM (SELECT reason, count(*) AS payments FROM judged WHERE reason IS NOT NULL GROUP BY reason) counted
)
SELECT rest.left_out, made.* FROM rest LEFT JOIN made ON true
"""
_LEFT_OUT = f"""
SELECT reason, count(*) AS payments
  FROM (SELECT {BLOCK} AS reason FROM {ROWS}
         WHERE p.cycle_id = $1 AND p.state = 'owed') q
 WHERE reason IS NOT NULL GROUP BY reason ORDER BY reason
"""


async def load_cycle(connection: asyncpg.Connection, cycle_id: UUID) -> asyncpg.Record:
    """The cycle's row. Raises UnknownCycle."""
    cycle = await connection.fetchrow(_CYCLE, cycle_id)
    if cycle is None:
        raise UnknownCycle()
    return cycle


async def left_out(connection: asyncpg.Connection, cycle_id: UUID) -> dict[str, int]:
    """What of the cycle is owed and does not go out now: reason → payments."""
    rows = await connection.fetch(_LEFT_OUT, cycle_id)
    return {row["reason"]: row["payments"] for row in rows}


async def make_batch(session: AsyncSession, caller: Caller, entry: BatchEntry) -> asyncpg.Record:
    """The batch, and what was ``left_out``. Of two people who batch one cycle, the second finds nothing left.

    Raises UnknownCycle, NothingToPay.
    """
    connection = await driver(session)
    cycle = await load_cycle(connection, entry.cycle_id)
    await lock_fund(connection, cycle["fund"])
    # Read again: the year may have been closed, and what is owed carried on, while we waited.
    cycle = await load_cycle(connection, entry.cycle_id)
    division = entry.division or caller.division or ""
    prefix = division_prefix(division) if caller.sees(division) else caller.scope_prefix
    batch_id = new_id()
    place = (cycle["id"], cycle["year"], f"{prefix}%", cycle["fund"], division)
    async with set_wise(connection, cycle["payments"]):
        batch = await connection.fetchrow(_MAKE, batch_id, *place, caller.subject, clock.now())
    if batch["id"] is None:
        raise NothingToPay(left_out=batch["left_out"])
    totals = {"lines": batch["lines"], "total_fen": batch["total_fen"]}
    await audit.record(session, caller, "make-batch", batch_id, number=batch["number"], **totals)
    return batch
