"""What the lines of a return file mean for payments, accounts, batches and the ledger: set by set, at once."""

from uuid import UUID

import asyncpg
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import outbox
from chassis.bulk_ids import BULK_ID
from chassis.db import driver
from contracts.incentives import PaymentCompleted, PaymentReturned
from services.incentives.ledger.write_entries import write_moves
from services.incentives.payments.move_of import move_of
from services.incentives.payments.settle_stopped import settle_stopped

_EFFECTIVE = "j.verdict IN ('paid', 'returned', 'reversed')"
_ATTEMPTS = f"""
UPDATE attempts a SET state = j.verdict, settled_on = j.settled_on, bank_reason = j.bank_reason
  FROM judged j WHERE {_EFFECTIVE} AND a.reference = j.reference
"""
_PAID = """
UPDATE payments p SET state = 'paid', paid_on = j.settled_on
  FROM judged j WHERE j.verdict = 'paid' AND p.id = j.payment_id
"""
_OWED_AGAIN = """
UPDATE payments p SET state = 'owed', paid_on = NULL, year = $3
  FROM judged j WHERE j.verdict = 'reversed' AND j.fund = $1 AND j.year = $2 AND p.id = j.payment_id
"""
_GROUPS = f"SELECT j.verdict, j.fund, j.year FROM judged j WHERE {_EFFECTIVE} GROUP BY 1, 2, 3 ORDER BY 2, 3 DESC, 1"
_MOVED = "SELECT j.payment_id, j.amount_fen FROM judged j WHERE j.verdict = $4 AND j.fund = $5 AND j.year = $6"
_KINDS = {"paid": "payment", "returned": "return", "reversed": "reversal"}
# Nothing more goes to an account that the bank could not pay; after a success that came back it is never trusted.
_DOUBT = """
UPDATE accounts c SET doubted_at = now(), doubted_reason = left(coalesce(j.bank_reason, j.verdict), 200)
  FROM judged j
 WHERE (j.verdict = 'reversed' OR (j.verdict = 'returned' AND j.blames_account))
   AND c.id = j.account_id AND c.doubted_at IS NULL
"""
_FINISH = """
UPDATE batches b SET state = 'finished', finished_at = now(), revision = revision + 1
 WHERE b.state = 'released' AND NOT EXISTS (SELECT FROM attempts a WHERE a.batch_id = b.id AND a.state = 'open')
   AND b.id IN (SELECT j.batch_id FROM judged j)
"""
_OVERPAID = """
SELECT p.* FROM judged j JOIN payments p ON p.id = j.payment_id
  JOIN recoverables o ON o.payment_id = p.id WHERE j.verdict = 'reversed' AND o.amount_fen > 0
"""
_STOPPED = f"SELECT DISTINCT j.entitlement_id FROM judged j WHERE j.stopped AND {_EFFECTIVE}"
_FIELDS = {
    "payment_id": "j.payment_id",
    "division": "j.division_code",
    "fund": "j.fund",
    "due_on": "j.due_on",
    "amount_fen": "j.amount_fen",
    "attempt": "j.ordinal",
}
_TELL_PAID = outbox.insert_select(
    PaymentCompleted, _FIELDS | {"paid_on": "j.settled_on"}, "judged j WHERE j.verdict = 'paid'", BULK_ID
)
_TELL_RETURNED = outbox.insert_select(
    PaymentReturned,
    _FIELDS | {"returned_on": "j.settled_on", "after_success": "j.verdict = 'reversed'"},
    "judged j WHERE j.verdict IN ('returned', 'reversed')",
    BULK_ID,
)


async def apply_verdicts(session: AsyncSession, file_id: UUID, made_by: str) -> None:
    """Every effect of the lines in ``judged``. The caller holds the funds. Raises YearNotOpen."""
    connection = await driver(session)
    groups = await connection.fetch(_GROUPS)
    await _undo_overpayments(connection, made_by)
    await connection.execute(_ATTEMPTS)
    await connection.execute(_DOUBT)
    for group in groups:
        await _move(connection, file_id, group, made_by)
    await connection.execute(_PAID)
    await connection.execute(_FINISH)
    await connection.execute(_TELL_PAID)
    await connection.execute(_TELL_RETURNED)
    stopped = [row["entitlement_id"] for row in await connection.fetch(_STOPPED)]
    await settle_stopped(session, stopped, made_by)


async def _move(connection: asyncpg.Connection, file_id: UUID, group: asyncpg.Record, made_by: str) -> None:
    verdict, fund, year = group["verdict"], group["fund"], group["year"]
    kind = _KINDS[verdict]
    booked, move = await move_of(connection, kind, group)
    moved = (_MOVED, verdict, fund, year)
    await write_moves(connection, kind, fund, booked, made_by, *moved, subject_id=file_id, move=move)
    if verdict == "reversed":
        # It is owed in the year whose books it came back into.
        await connection.execute(_OWED_AGAIN, fund, year, booked)


async def _undo_overpayments(connection: asyncpg.Connection, made_by: str) -> None:
    """What came back from the bank is not owed back by the person any more."""
    for payment in await connection.fetch(_OVERPAID):
        claim = await connection.fetchrow(
            "SELECT id, amount_fen FROM recoverables WHERE payment_id = $1 FOR UPDATE", payment["id"]
        )
        year, move = await move_of(connection, "overpayment-undone", payment)
        moved = "SELECT $4::uuid, $5::bigint"
        place = ("overpayment-undone", payment["fund"], year, made_by)
        amounts = (payment["id"], claim["amount_fen"])
        await write_moves(connection, *place, moved, *amounts, subject_id=claim["id"], move=move)
        await connection.execute(
            "UPDATE recoverables SET amount_fen = 0, revision = revision + 1 WHERE id = $1", claim["id"]
        )
