"""Bring the payments of stopped entitlements to what is owed: the rest is cancelled, what was paid beyond is found.

It computes where everything should stand and moves only the difference, so that running it again changes nothing.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock, outbox
from chassis.db import driver
from contracts.incentives import OverpaymentDetected, PaymentAdjusted
from services.incentives.entitlements.tables import Entitlement
from services.incentives.ledger.write_entries import write_move
from services.incentives.payments.move_of import move_of
from services.incentives.payments.rules import Standing, settle
from services.incentives.recoveries.terms import terms_on

_SHARE_FUND = "SELECT FROM funds WHERE code = $1 FOR SHARE"
_STANDING = """
SELECT p.*, e.owed_fen, e.stop_reason, l.reference,
       coalesce(b.state IN ('released', 'finished'), false) AND l.state = 'open' AS sent,
       r.id AS recoverable_id, coalesce(r.amount_fen, 0) AS over_fen, coalesce(r.settled_fen, 0) AS settled_fen
  FROM payments p JOIN entitlements e ON e.id = p.entitlement_id AND e.state = 'stopped'
  LEFT JOIN attempts l ON l.payment_id = p.id AND l.live
  LEFT JOIN batches b ON b.id = l.batch_id
  LEFT JOIN recoverables r ON r.payment_id = p.id
 WHERE p.entitlement_id = ANY($1::uuid[]) ORDER BY p.entitlement_id, p.due_on, p.instalment FOR UPDATE OF p
"""
_WITHDRAW = "UPDATE attempts SET state = 'withdrawn' WHERE reference = $1 AND state = 'open'"
# What was set off against a debt has been received: where nothing is left beside it, the payment is made.
_ADJUST = """
UPDATE payments SET amount_fen = $2, state = CASE WHEN set_off_fen = $2 THEN 'paid' ELSE state END,
       paid_on = CASE WHEN set_off_fen = $2 THEN $3::date ELSE paid_on END
 WHERE id = $1
"""
_CANCEL = "UPDATE payments SET state = 'cancelled', ended_as = $2 WHERE id = $1"
_FIND = """
INSERT INTO recoverables AS kept (payment_id, entitlement_id, person_id, payee_id, division_code, fund, year,
                                  amount_fen, found_on, grace_until, reason)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
ON CONFLICT (payment_id) DO UPDATE SET amount_fen = excluded.amount_fen, revision = kept.revision + 1
RETURNING *
"""


async def settle_on_stop(session: AsyncSession, entitlement: Entitlement) -> None:
    """Called with every stop, in its transaction. Who is batching the fund meanwhile finishes first."""
    await session.flush()
    connection = await driver(session)
    await connection.execute(_SHARE_FUND, entitlement.fund)
    await settle_stopped(session, [entitlement.id], "system")


async def settle_stopped(session: AsyncSession, entitlement_ids: Sequence[UUID], made_by: str) -> None:
    """Settle those of ``entitlement_ids`` that are stopped. The caller holds their funds."""
    connection = await driver(session)
    by_entitlement: dict[UUID, list[asyncpg.Record]] = {}
    for row in await connection.fetch(_STANDING, list(entitlement_ids)):
        by_entitlement.setdefault(row["entitlement_id"], []).append(row)
    for rows in by_entitlement.values():
        standing = [
            Standing(row["id"], row["amount_fen"], row["set_off_fen"], row["state"], row["sent"]) for row in rows
        ]
        settled = settle(rows[0]["owed_fen"], standing)
        by_id = {row["id"]: row for row in rows}
        for payment_id, kept in settled.owed.items():
            await _reduce(session, connection, by_id[payment_id], kept, made_by)
        for payment_id, over in settled.over.items():
            await _claim(session, connection, by_id[payment_id], over, made_by)


async def _reduce(
    session: AsyncSession, connection: asyncpg.Connection, row: asyncpg.Record, kept: int, made_by: str
) -> None:
    """Less is owed, or nothing; a line in a batch that was not released yet is taken out of it."""
    if row["reference"] is not None:
        await connection.execute(_WITHDRAW, row["reference"])
    if kept:
        await connection.execute(_ADJUST, row["id"], kept, clock.today())
    else:
        await connection.execute(_CANCEL, row["id"], row["stop_reason"])
    less = row["amount_fen"] - kept
    place = (row["fund"], row["year"], less, made_by)
    await write_move(connection, "release-of-commitment", *place, payment_id=row["id"], subject_id=row["id"])
    told: dict[str, Any] = {"division": row["division_code"], "fund": row["fund"], "due_on": row["due_on"]}
    await outbox.add(session, PaymentAdjusted(payment_id=row["id"], amount_fen=kept, **told))


async def _claim(
    session: AsyncSession, connection: asyncpg.Connection, row: asyncpg.Record, over: int, made_by: str
) -> None:
    """What was paid too much of this payment is ``over``; only the difference to what was found before is moved."""
    over = max(over, row["settled_fen"])
    difference = over - row["over_fen"]
    if difference == 0:
        return
    today = clock.today()
    year, move = await move_of(connection, "overpayment" if difference > 0 else "overpayment-undone", row)
    values = [row[name] for name in ("id", "entitlement_id", "person_id", "payee_id", "division_code", "fund")]
    grace = today + timedelta(days=terms_on(today).grace_days)
    claim = await connection.fetchrow(_FIND, *values, year, over, today, grace, row["stop_reason"])
    kind = "overpayment" if difference > 0 else "overpayment-undone"
    place = (row["fund"], year, abs(difference), made_by)
    await write_move(connection, kind, *place, payment_id=row["id"], subject_id=claim["id"], move=move)
    told = OverpaymentDetected(
        recoverable_id=claim["id"],
        payment_id=row["id"],
        division=row["division_code"],
        fund=row["fund"],
        amount_fen=over,
        grace_until=claim["grace_until"],
    )
    await outbox.add(session, told)
