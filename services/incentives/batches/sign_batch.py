"""Approve a batch, release it to the bank, or withdraw it. The database refuses one person in two of these parts."""

from typing import Any
from uuid import UUID

import asyncpg
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock, outbox
from chassis.auth import Caller
from chassis.bulk_ids import BULK_ID
from chassis.concurrency import expect_revision
from chassis.db import driver
from contracts.incentives import PaymentReleased
from services.incentives.batches.errors import BatchNotInState, SamePerson, UnknownBatch
from services.incentives.ledger.write_entries import write_moves
from services.incentives.payments.blocked_by import ROWS, STALE
from services.incentives.payments.errors import NothingToPay
from services.incentives.payments.plan_cycle import lock_fund
from services.incentives.set_wise import set_wise

_FIND = "SELECT * FROM batches WHERE id = $1"
_APPROVE = """
UPDATE batches SET state = 'approved', approved_by = $2, approved_at = $3, revision = revision + 1
 WHERE id = $1 RETURNING *
"""
_WITHDRAW = (
    "UPDATE batches SET state = 'withdrawn', withdrawn_by = $2, revision = revision + 1 WHERE id = $1 RETURNING *"
)
_WITHDRAW_LINES = "UPDATE attempts SET state = 'withdrawn' WHERE batch_id = $1 AND state = 'open'"
# A person who died, an entitlement that was held or stopped, an account that was replaced since the batch was made.
_WITHDRAW_STALE = f"""
UPDATE attempts SET state = 'withdrawn' WHERE reference IN (
    SELECT l.reference FROM {ROWS}
     WHERE l.batch_id = $1 AND l.state = 'open'
       AND (({STALE}) IS NOT NULL OR c.id <> l.account_id OR l.amount_fen <> p.amount_fen - p.set_off_fen))
"""
_RELEASE = """
UPDATE batches SET state = 'released', released_by = $2, released_at = $3, revision = revision + 1,
       released_lines = l.lines, released_fen = l.fen
  FROM (SELECT count(*) AS lines, coalesce(sum(amount_fen), 0)::bigint AS fen
          FROM attempts WHERE batch_id = $1 AND state = 'open') l
 WHERE id = $1 RETURNING batches.*
"""
_TELL_SENT = outbox.insert_select(
    PaymentReleased,
    {
        "payment_id": "p.id",
        "division": "p.division_code",
        "fund": "p.fund",
        "due_on": "p.due_on",
        "amount_fen": "a.amount_fen",
        "attempt": "a.ordinal",
        "sent_on": "$2::date",
    },
    "attempts a JOIN payments p ON p.id = a.payment_id WHERE a.batch_id = $1 AND a.state = 'open'",
    BULK_ID,
)


async def load_batch(connection: asyncpg.Connection, caller: Caller, batch_id: UUID, *, lock: bool = False) -> Any:
    """The batch's row; locked, with its fund, for a change. Raises UnknownBatch."""
    batch = await connection.fetchrow(_FIND, batch_id)
    if batch is None or not caller.sees(batch["division"]):
        raise UnknownBatch()
    if not lock:
        return batch
    await lock_fund(connection, batch["fund"])
    return await connection.fetchrow(f"{_FIND} FOR UPDATE", batch_id)


async def _take(session: AsyncSession, caller: Caller, batch_id: UUID, if_match: str | None, *states: str) -> Any:
    batch = await load_batch(await driver(session), caller, batch_id, lock=True)
    expect_revision(if_match, batch["revision"])
    if batch["state"] not in states:
        raise BatchNotInState(state=batch["state"])
    return batch


async def approve_batch(session: AsyncSession, caller: Caller, batch_id: UUID, if_match: str | None) -> Any:
    """Approved by somebody else than its maker. Raises UnknownBatch, BatchNotInState, SamePerson."""
    batch = await _take(session, caller, batch_id, if_match, "made")
    if caller.subject == batch["made_by"]:
        raise SamePerson()
    await audit.record(session, caller, "approve-batch", batch_id, total_fen=batch["total_fen"])
    return await (await driver(session)).fetchrow(_APPROVE, batch_id, caller.subject, clock.now())


async def release_batch(session: AsyncSession, caller: Caller, batch_id: UUID, if_match: str | None) -> Any:
    """Released by a third person; lines that cannot be paid any more stay behind, and the money is in transit.

    Only after this has committed is there a file for the bank; the file of a batch is the same whenever it is asked
    for, and so is the bank's message number: sent twice it is one message.

    Raises UnknownBatch, BatchNotInState, SamePerson, NothingToPay, YearNotOpen.
    """
    batch = await _take(session, caller, batch_id, if_match, "approved")
    if caller.subject in (batch["made_by"], batch["approved_by"]):
        raise SamePerson()
    connection = await driver(session)
    async with set_wise(connection, batch["lines"]):
        await connection.execute(_WITHDRAW_STALE, batch_id)
    released = await connection.fetchrow(_RELEASE, batch_id, caller.subject, clock.now())
    if not released["released_lines"]:
        raise NothingToPay(left_out={})
    moved = "SELECT payment_id, amount_fen FROM attempts WHERE batch_id = $4 AND state = 'open'"
    place = (batch["fund"], batch["year"], caller.subject)
    await write_moves(connection, "sending", *place, moved, batch_id, subject_id=batch_id)
    async with set_wise(connection, batch["lines"]):
        await connection.execute(_TELL_SENT, batch_id, clock.today())
    totals = {"lines": released["released_lines"], "total_fen": released["released_fen"]}
    await audit.record(session, caller, "release-batch", batch_id, **totals)
    return released


async def withdraw_batch(session: AsyncSession, caller: Caller, batch_id: UUID, if_match: str | None) -> Any:
    """Taken back before it was released: its payments can be batched anew. Raises UnknownBatch, BatchNotInState."""
    await _take(session, caller, batch_id, if_match, "made", "approved")
    connection = await driver(session)
    await connection.execute(_WITHDRAW_LINES, batch_id)
    await audit.record(session, caller, "withdraw-batch", batch_id)
    return await connection.fetchrow(_WITHDRAW, batch_id, caller.subject)
