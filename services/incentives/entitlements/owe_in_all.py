"""What a death had stopped is brought to what is owed in all, when the registry corrects that day or takes it back.

One decision may be owed in parts: the entitlement that was stopped, and those that were granted for the rest of it.
More is given to what was paid already and stands as a debt, then to a new part, due at once; less is taken from the
last part first. Payments, debts and their notices follow in the same transaction (``wiring.ON_STOP``).
"""

from collections.abc import Sequence
from datetime import date
from itertools import accumulate
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import clock
from chassis.db import driver
from services.incentives.decisions.tables import Decision
from services.incentives.entitlements.end_for import exit_of, scheme_of
from services.incentives.entitlements.exit_rules import owed_after
from services.incentives.entitlements.grant_entitlement import grant_entitlement
from services.incentives.entitlements.rules import Instalment
from services.incentives.entitlements.stop_entitlement import restate_stop, stop_entitlement
from services.incentives.entitlements.tables import Entitlement

DEATH = "death"

# Room for more: what was paid and stands as a debt; all of it where no payment was planned yet.
_ROOM = """
SELECT CASE WHEN count(*) = 0 THEN $2::bigint
       ELSE coalesce(sum(amount_fen) FILTER (WHERE state <> 'cancelled'), 0)::bigint END
  FROM payments WHERE entitlement_id = $1
"""


async def ended_by_death(session: AsyncSession, person_id: UUID) -> list[list[Entitlement]]:
    """The parts of each decision about this person that a death has stopped, locked, the first part first.

    Where a part was ended by something else since, that end stands, whenever the person died.
    """
    theirs = select(Entitlement).where(col(Entitlement.person_id) == person_id).order_by(col(Entitlement.id))
    by_decision: dict[UUID, list[Entitlement]] = {}
    for entitlement in (await session.scalars(theirs.with_for_update())).all():
        by_decision.setdefault(entitlement.decision_id, []).append(entitlement)
    return [
        parts
        for parts in by_decision.values()
        if parts[0].stop_reason == DEATH and all(part.stop_reason in (None, DEATH) for part in parts)
    ]


async def owe_until(session: AsyncSession, parts: Sequence[Entitlement], died_on: date | None) -> None:
    """So much as a death on ``died_on`` leaves owed by the scheme's rule; all of it where nobody died (None)."""
    first = parts[0]
    decision = await session.get_one(Decision, first.decision_id)
    scheme = scheme_of(first)
    rule = None if scheme is None else exit_of(scheme, DEATH)
    total = first.amount_fen
    if died_on is not None and died_on <= first.period_end and rule is not None:
        span = (first.amount_fen, first.period_start, died_on)
        total = owed_after(rule.keeps, decision.months_fen, *span)
    missing = total - sum(part.owed_fen for part in parts)
    if missing < 0:
        await _take_back(session, parts, -missing, died_on or clock.today())
    elif missing > 0:
        missing -= await _give_to_what_was_paid(session, parts, missing, died_on)
        if missing > 0:
            await _owe_anew(session, parts, missing, decision.months_fen)


async def _take_back(session: AsyncSession, parts: Sequence[Entitlement], fen: int, on: date) -> None:
    for part in reversed(parts):
        less = min(fen, part.owed_fen)
        if less and part.state == "stopped":
            await restate_stop(session, part, on, part.owed_fen - less)
        elif less:
            await stop_entitlement(session, part.id, on, DEATH, part.owed_fen - less)
        fen -= less


async def _give_to_what_was_paid(
    session: AsyncSession, parts: Sequence[Entitlement], fen: int, died_on: date | None
) -> int:
    connection, given = await driver(session), 0
    for part in parts:
        if part.state != "stopped":
            continue
        # Of somebody who lives, what was never planned goes on in a part that can be stopped again.
        unplanned = 0 if died_on is None else part.amount_fen
        room = await connection.fetchval(_ROOM, part.id, unplanned) - part.owed_fen
        more = min(fen - given, part.amount_fen - part.owed_fen, room)
        if more > 0:
            await restate_stop(session, part, died_on or part.stopped_on or clock.today(), part.owed_fen + more)
            given += more
    return given


async def _owe_anew(session: AsyncSession, parts: Sequence[Entitlement], fen: int, months_fen: Sequence[int]) -> None:
    first, owed = parts[0], sum(part.owed_fen for part in parts)
    await grant_entitlement(
        session,
        first.approved_by,
        decision_id=first.decision_id,
        scheme=first.scheme,
        scheme_version=first.scheme_version,
        person_id=first.person_id,
        payee_id=parts[-1].payee_id,
        division_code=first.division_code,
        fund=first.fund,
        period_start=_first_month_left(first, months_fen, owed),
        period_end=first.period_end,
        amount_fen=fen,
        instalments=[Instalment(clock.today(), fen)],
    )


def _first_month_left(first: Entitlement, months_fen: Sequence[int], owed: int) -> date:
    before = first.period_start.month - 1
    for month, kept in enumerate(accumulate(months_fen[before:]), start=first.period_start.month):
        if kept > owed:
            return date(first.period_start.year, month, 1) if month > first.period_start.month else first.period_start
    return first.period_start
