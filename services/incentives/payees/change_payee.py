"""The payee died, or a child has another guardian: somebody else is paid, by the signatures of two people.

What was sent to the bank stays sent; what comes back from it, and all that is still owed, goes to the new payee's own
account. Nothing is paid out of a dead person's entitlement to anybody without this decision.
"""

from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import audit, clock
from chassis.auth import Caller
from chassis.db import driver
from chassis.identifiers import new_id
from chassis.problems import BadPayload, Fault
from services.incentives.beneficiaries.tables import Beneficiary
from services.incentives.claims.errors import SamePerson
from services.incentives.claims.tables import Claim
from services.incentives.entitlements.errors import UnknownEntitlement
from services.incentives.entitlements.hold_entitlement import resume_entitlement
from services.incentives.entitlements.load import load_entitlement
from services.incentives.entitlements.tables import Entitlement
from services.incentives.payees import rules
from services.incentives.payees.errors import (
    PayeeChangeDecided,
    PayeeChangePending,
    PayeeStands,
    UnknownPayeeChange,
)
from services.incentives.payees.schemas import PayeeDecided, PayeeProposed
from services.incentives.payees.tables import PayeeChange

HELD_FOR = "payee-died"
_PAYMENTS = "UPDATE payments SET payee_id = $2 WHERE entitlement_id = $1 AND state = 'owed'"


async def propose_payee(
    session: AsyncSession, caller: Caller, entitlement_id: UUID, given: PayeeProposed
) -> PayeeChange:
    """The proposal. Raises UnknownEntitlement, PayeeStands, PayeeChangePending, BadPayload."""
    entitlement = await _load(session, caller, entitlement_id)
    await _check(session, entitlement, given.payee_id, given.ground)
    waiting = select(col(PayeeChange.id)).where(
        col(PayeeChange.entitlement_id) == entitlement_id, col(PayeeChange.state) == "proposed"
    )
    if (await session.execute(waiting)).first() is not None:
        raise PayeeChangePending()
    change = PayeeChange(
        id=new_id(),
        entitlement_id=entitlement_id,
        from_payee_id=entitlement.payee_id,
        to_payee_id=given.payee_id,
        ground=given.ground,
        documents=[paper.model_dump() for paper in given.documents],
        proposed_by=caller.subject,
        proposed_at=clock.now(),
    )
    session.add(change)
    await session.flush()
    await audit.record(session, caller, "propose-payee", entitlement.person_id, change=change.id, ground=given.ground)
    return change


async def decide_payee(session: AsyncSession, caller: Caller, change_id: UUID, given: PayeeDecided) -> PayeeChange:
    """Carried out or refused by somebody else; looked at again as things stand by now.

    Raises UnknownPayeeChange, PayeeChangeDecided, SamePerson, PayeeStands, BadPayload.
    """
    change, entitlement = await load_change(session, caller, change_id, lock=True)
    if change.state != "proposed":
        raise PayeeChangeDecided(state=change.state)
    if caller.subject == change.proposed_by:
        raise SamePerson()
    if given.outcome == "done":
        await _check(session, entitlement, change.to_payee_id, change.ground)
        await _pay_instead(session, entitlement, change.to_payee_id)
    change.state, change.decided_by, change.decided_at = given.outcome, caller.subject, clock.now()
    change.revision += 1
    await session.flush()
    facts = {"change": change.id, "outcome": given.outcome}
    await audit.record(session, caller, "decide-payee", entitlement.person_id, **facts)
    return change


async def load_change(
    session: AsyncSession, caller: Caller, change_id: UUID, *, lock: bool = False
) -> tuple[PayeeChange, Entitlement]:
    """With its entitlement, which is locked first. Raises UnknownPayeeChange."""
    change = await session.get(PayeeChange, change_id)
    if change is None:
        raise UnknownPayeeChange()
    entitlement = await load_entitlement(session, change.entitlement_id, lock=lock)
    if not caller.sees(entitlement.division_code):
        raise UnknownPayeeChange()
    if lock:
        await session.refresh(change, with_for_update=True)
    return change, entitlement


async def _load(session: AsyncSession, caller: Caller, entitlement_id: UUID) -> Entitlement:
    entitlement = await load_entitlement(session, entitlement_id, lock=True)
    if not caller.sees(entitlement.division_code):
        raise UnknownEntitlement()
    return entitlement


async def _check(session: AsyncSession, entitlement: Entitlement, to_payee: UUID, ground: str) -> None:
    now = await session.get(Beneficiary, entitlement.payee_id)
    lives = now is not None and now.living and now.died_on is None and not now.withdrawn
    if not rules.ground_fits(ground, is_own=entitlement.person_id == entitlement.payee_id, payee_lives=lives):
        raise PayeeStands()
    then = await session.get(Beneficiary, to_payee)
    can_be_paid = then is not None and then.living and then.died_on is None and not then.withdrawn
    if not can_be_paid or to_payee == entitlement.payee_id:
        message = "another living person who is known here is expected"
        raise BadPayload(faults=[Fault("#/payee_id", "no_payee", message)])
    if to_payee == entitlement.person_id:
        raise BadPayload(faults=[Fault("#/payee_id", "no_payee", "a child is paid through a guardian")])


async def _pay_instead(session: AsyncSession, entitlement: Entitlement, to_payee: UUID) -> None:
    entitlement.payee_id, entitlement.revision = to_payee, entitlement.revision + 1
    await session.flush()
    await (await driver(session)).execute(_PAYMENTS, entitlement.id, to_payee)
    # Next year's claim is taken up for whoever is paid now.
    mine = col(Claim.entitlement_id) == entitlement.id
    await session.execute(update(Claim).where(mine).values(payee_id=to_payee, revision=col(Claim.revision) + 1))
    await resume_entitlement(session, entitlement.id, HELD_FOR)
