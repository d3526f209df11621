"""What the lines of a return file mean for payments, accounts, batches and the ledger: set by set, at once."""

from uuid import UUID

import asyncpg
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import outbox
from chassis.db import driver
from contracts.incentives import PaymentCompleted, PaymentReturned
from services.incentives.ledger.write_entries import write_moves
from services.incentives.payments.move_of import move_of
from services.incentives.payments.settle_stopped import settle_stopped

_EFFECTIVE = "r.file_id = $1 AND r.verdict IN ('paid', 'returned', 'reversed')"
_ATTEMPTS = f"""
UPDATE attempts a SET state = r.verdict, settled_on = r.settled_on, bank_reason = r.bank_reason
  FROM return_lines r WHERE {_EFFECTIVE} AND a.reference = r.reference
"""
_PAID = """
UPDATE payments p SET state = 'paid', paid_on = r.settled_on
  FROM return_lines r JOIN attempts a USING (reference)
 WHERE r.file_id = $1 AND r.verdict = 'paid' AND p.id = a.payment_id
"""
_OWED_AGAIN = """
UPDATE payments p SET state = 'owed', paid_on = NULL, year = $4
  FROM return_lines r JOIN attempts a USING (reference)
 WHERE r.file_id = $1 AND r.verdict = 'reversed' AND p.id = a.payment_id AND p.fund = $2 AND p.year = $3
"""
# The newest year first: what came back of a closed year moves into it, and must not be met there again.
_GROUPS = f"""
SELECT r.verdict, p.fund, p.year FROM return_lines r JOIN attempts a USING (reference)
  JOIN payments p ON p.id = a.payment_id WHERE {_EFFECTIVE} GROUP BY 1, 2, 3 ORDER BY 2, 3 DESC, 1
"""
_MOVED = """
SELECT p.id, a.amount_fen FROM return_lines r JOIN attempts a USING (reference)
  JOIN payments p ON p.id = a.payment_id
 WHERE r.file_id = $4 AND r.verdict = $5 AND p.fund = $6 AND p.year = $7
"""
_KINDS = {"paid": "payment", "returned": "return", "reversed": "reversal"}
# Nothing more goes to an account that the bank could not pay; after a success that came back it is never trusted.
_DOUBT = """
UPDATE accounts c SET doubted_at = now(), doubted_reason = left(coalesce(r.bank_reason, r.verdict), 200)
  FROM return_lines r JOIN attempts a USING (reference) JOIN told t ON t.line = r.line
 WHERE r.file_id = $1 AND c.id = a.account_id AND c.doubted_at IS NULL
   AND (r.verdict = 'reversed' OR (r.verdict = 'returned' AND t.blames_account))
"""
_FINISH = """
UPDATE batches b SET state = 'finished', finished_at = now(), revision = revision + 1
 WHERE b.state = 'released' AND NOT EXISTS (SELECT FROM attempts a WHERE a.batch_id = b.id AND a.state = 'open')
   AND b.id IN (SELECT a.batch_id FROM return_lines r JOIN attempts a USING (reference) WHERE r.file_id = $1)
"""
_OVERPAID = """
SELECT p.* FROM return_lines r JOIN attempts a USING (reference) JOIN payments p ON p.id = a.payment_id
  JOIN recoverables o ON o.payment_id = p.id WHERE r.file_id = $1 AND r.verdict = 'reversed' AND o.amount_fen > 0
"""
_STOPPED = f"""
SELECT DISTINCT p.entitlement_id FROM return_lines r JOIN attempts a USING (reference)
  JOIN payments p ON p.id = a.payment_id JOIN entitlements e ON e.id = p.entitlement_id AND e.state = 'stopped'
 WHERE {_EFFECTIVE}
"""
_TOLD = "return_lines r JOIN attempts a USING (reference) JOIN payments p ON p.id = a.payment_id"
_FIELDS = {
    "payment_id": "p.id",
    "division": "p.division_code",
    "fund": "p.fund",
    "due_on": "p.due_on",
    "amount_fen": "a.amount_fen",
    "attempt": "a.ordinal",
}
_TELL_PAID = outbox.insert_select(
    PaymentCompleted, _FIELDS | {"paid_on": "r.settled_on"}, f"{_TOLD} WHERE r.file_id = $1 AND r.verdict = 'paid'"
)
_TELL_RETURNED = outbox.insert_select(
    PaymentReturned,
    _FIELDS | {"returned_on": "r.settled_on", "after_success": "r.verdict = 'reversed'"},
    f"{_TOLD} WHERE r.file_id = $1 AND r.verdict IN ('returned', 'reversed')",
)


async def apply_verdicts(session: AsyncSession, file_id: UUID, made_by: str) -> None:
    """Every effect of the file's lines. The caller holds the funds. Raises YearNotOpen."""
    connection = await driver(session)
    groups = await connection.fetch(_GROUPS, file_id)
    await _undo_overpayments(connection, file_id, made_by)
    await connection.execute(_ATTEMPTS, file_id)
    await connection.execute(_DOUBT, file_id)
    for group in groups:
        await _move(connection, file_id, group, made_by)
    await connection.execute(_PAID, file_id)
    await connection.execute(_FINISH, file_id)
    await connection.execute(_TELL_PAID, file_id)
    await connection.execute(_TELL_RETURNED, file_id)
    stopped = [row["entitlement_id"] for row in await connection.fetch(_STOPPED, file_id)]
    await settle_stopped(session, stopped, made_by)


async def _move(connection: asyncpg.Connection, file_id: UUID, group: asyncpg.Record, made_by: str) -> None:
    verdict, fund, year = group["verdict"], group["fund"], group["year"]
    kind = _KINDS[verdict]
    booked, move = await move_of(connection, kind, group)
    arguments = (file_id, verdict, fund, year)
    await write_moves(connection, kind, fund, booked, made_by, _MOVED, *arguments, subject_id=file_id, move=move)
    if verdict == "reversed":
        # It is owed in the year whose books it came back into.
        await connection.execute(_OWED_AGAIN, file_id, fund, year, booked)


async def _undo_overpayments(connection: asyncpg.Connection, file_id: UUID, made_by: str) -> None:
    """What came back from the bank is not owed back by the person any more."""
    for payment in await connection.fetch(_OVERPAID, file_id):
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
