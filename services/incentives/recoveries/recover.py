"""What was paid too much comes back: repaid, or set off or waived as somebody else than who proposed it decided."""

from typing import Any
from uuid import UUID

import asyncpg
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock, outbox
from chassis.auth import Caller
from chassis.db import driver
from chassis.identifiers import new_id
from chassis.problems import BadPayload, Fault
from contracts.incentives import OverpaymentSettled, PaymentCompleted
from services.incentives.ledger.write_entries import write_move
from services.incentives.payments.plan_cycle import lock_fund
from services.incentives.recoveries.errors import (
    AlreadyDecided,
    DecisionByProposer,
    GracePeriodRuns,
    MoreThanOwed,
    NotSetOff,
    UnknownRecoverable,
)
from services.incentives.recoveries.schemas import Decision, Proposal, Repayment

_FIND = "SELECT * FROM recoverables WHERE id = $1"
_RECOVERY = """
INSERT INTO recoveries (id, recoverable_id, kind, amount_fen, payment_id, decision, proposed_by, proposed_at, state)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING *
"""
_SETTLE = "UPDATE recoverables SET settled_fen = settled_fen + $2, revision = revision + 1 WHERE id = $1"
_DECIDE = """
UPDATE recoveries SET state = $2, decision = $3, decided_by = $4, decided_at = $5, revision = revision + 1
 WHERE id = $1 RETURNING *
"""
_TARGET = """
SELECT p.* FROM payments p
 WHERE p.id = $1 AND p.fund = $2 AND p.payee_id = $3 AND p.state = 'owed' AND p.amount_fen - p.set_off_fen >= $4
   AND NOT EXISTS (SELECT FROM attempts a WHERE a.payment_id = p.id AND a.live) FOR UPDATE
"""
_CUT = """
UPDATE payments SET set_off_fen = set_off_fen + $2,
       state = CASE WHEN set_off_fen + $2 = amount_fen THEN 'paid' ELSE state END,
       paid_on = CASE WHEN set_off_fen + $2 = amount_fen THEN $3::date END
 WHERE id = $1 RETURNING *
"""


async def load_claim(connection: asyncpg.Connection, caller: Caller, claim_id: UUID, *, lock: bool = False) -> Any:
    """The debt; locked, after its fund, for a change. Raises UnknownRecoverable."""
    claim = await connection.fetchrow(_FIND, claim_id)
    if claim is None or not caller.sees(claim["division_code"]):
        raise UnknownRecoverable()
    if not lock:
        return claim
    await lock_fund(connection, claim["fund"])
    return await connection.fetchrow(f"{_FIND} FOR UPDATE", claim_id)


def _check_open(claim: Any, amount_fen: int) -> None:
    left = claim["amount_fen"] - claim["settled_fen"]
    if amount_fen > left:
        raise MoreThanOwed(open_fen=left)


async def repay(session: AsyncSession, caller: Caller, claim_id: UUID, entry: Repayment) -> Any:
    """The money is the fund's again. Raises UnknownRecoverable, MoreThanOwed, YearNotOpen."""
    connection = await driver(session)
    claim = await load_claim(connection, caller, claim_id, lock=True)
    _check_open(claim, entry.amount_fen)
    recovery = await _enter(connection, caller, claim_id, "repaid", entry.amount_fen, None, entry.note, "done")
    await _book(connection, caller, claim, "recovery", entry.amount_fen)
    await _tell(session, claim, entry.amount_fen, "repaid")
    await audit.record(session, caller, "enter-repayment", claim_id, amount_fen=entry.amount_fen)
    return recovery


async def propose(session: AsyncSession, caller: Caller, claim_id: UUID, entry: Proposal) -> Any:
    """Nothing moves until somebody else decides. Raises UnknownRecoverable, MoreThanOwed, BadPayload."""
    if (entry.payment_id is not None) != (entry.kind == "set-off"):
        raise BadPayload(faults=[Fault("#/payment_id", "mismatch", "a set-off names a payment, a waiver none")])
    connection = await driver(session)
    claim = await load_claim(connection, caller, claim_id, lock=True)
    _check_open(claim, entry.amount_fen)
    values = (entry.kind, entry.amount_fen, entry.payment_id, entry.reason)
    await audit.record(session, caller, "propose-recovery", claim_id, kind=entry.kind, amount_fen=entry.amount_fen)
    return await _enter(connection, caller, claim_id, *values, "proposed")


async def decide(session: AsyncSession, caller: Caller, recovery_id: UUID, entry: Decision) -> Any:
    """Carry a proposal out, or refuse it.

    Raises UnknownRecoverable, AlreadyDecided, DecisionByProposer, MoreThanOwed, GracePeriodRuns, NotSetOff and
    YearNotOpen.
    """
    connection = await driver(session)
    found = await connection.fetchrow("SELECT * FROM recoveries WHERE id = $1", recovery_id)
    if found is None:
        raise UnknownRecoverable()
    claim = await load_claim(connection, caller, found["recoverable_id"], lock=True)
    found = await connection.fetchrow("SELECT * FROM recoveries WHERE id = $1 FOR UPDATE", recovery_id)
    if found["state"] != "proposed":
        raise AlreadyDecided(state=found["state"])
    if found["proposed_by"] == caller.subject:
        raise DecisionByProposer()
    if entry.approve:
        _check_open(claim, found["amount_fen"])
    if entry.approve and found["kind"] == "set-off" and clock.today() <= claim["grace_until"]:
        raise GracePeriodRuns(grace_until=str(claim["grace_until"]))
    state = "done" if entry.approve else "refused"
    decided = await connection.fetchrow(_DECIDE, recovery_id, state, entry.decision, caller.subject, clock.now())
    if entry.approve:
        await _carry_out(session, caller, claim, decided)
    await audit.record(session, caller, "decide-recovery", claim["id"], kind=found["kind"], state=state)
    return decided


async def _carry_out(session: AsyncSession, caller: Caller, claim: Any, recovery: Any) -> None:
    connection = await driver(session)
    amount = recovery["amount_fen"]
    if recovery["kind"] == "set-off":
        await _cut(session, caller, claim, recovery)
    await _book(connection, caller, claim, "debt-set-off" if recovery["kind"] == "set-off" else "waiver", amount)
    await _tell(session, claim, amount, recovery["kind"])


async def _cut(session: AsyncSession, caller: Caller, claim: Any, recovery: Any) -> None:
    connection = await driver(session)
    amount, wanted = recovery["amount_fen"], (recovery["payment_id"], claim["fund"], claim["payee_id"])
    payment = await connection.fetchrow(_TARGET, *wanted, amount)
    if payment is None:
        raise NotSetOff()
    place = (payment["fund"], payment["year"], amount, caller.subject)
    await write_move(connection, "set-off", *place, payment_id=payment["id"], subject_id=recovery["id"])
    cut = await connection.fetchrow(_CUT, payment["id"], amount, clock.today())
    if cut["state"] == "paid":
        told = {"division": cut["division_code"], "fund": cut["fund"], "due_on": cut["due_on"]}
        paid = PaymentCompleted(
            payment_id=cut["id"], amount_fen=cut["amount_fen"], attempt=0, paid_on=clock.today(), **told
        )
        await outbox.add(session, paid)


async def _book(connection: asyncpg.Connection, caller: Caller, claim: Any, kind: str, amount: int) -> None:
    place = (claim["fund"], claim["year"], amount, caller.subject)
    await write_move(connection, kind, *place, payment_id=claim["payment_id"], subject_id=claim["id"])
    await connection.execute(_SETTLE, claim["id"], amount)


async def _enter(
    connection: asyncpg.Connection,
    caller: Caller,
    claim_id: UUID,
    kind: str,
    amount: int,
    payment_id: UUID | None,
    words: str,
    state: str,
) -> Any:
    values = (new_id(), claim_id, kind, amount, payment_id, words, caller.subject, clock.now(), state)
    return await connection.fetchrow(_RECOVERY, *values)


async def _tell(session: AsyncSession, claim: Any, amount: int, how: str) -> None:
    place = {"division": claim["division_code"], "fund": claim["fund"]}
    await outbox.add(session, OverpaymentSettled(recoverable_id=claim["id"], amount_fen=amount, how=how, **place))
