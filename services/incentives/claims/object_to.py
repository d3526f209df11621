"""An objection: it freezes one line of a posting and no other, and somebody else answers it."""

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import audit, clock
from chassis.auth import Caller
from chassis.identifiers import new_id
from chassis.problems import BadPayload, Fault
from chassis.sealing import Sealer
from services.incentives.claims.apply import check_first
from services.incentives.claims.deadlines import answer_within
from services.incentives.claims.errors import (
    ClaimNotInState,
    ObjectionOpen,
    ObjectionResolved,
    SamePerson,
    UnknownObjection,
)
from services.incentives.claims.load import load_claim
from services.incentives.claims.schemas import ObjectionAnswered, ObjectionGiven
from services.incentives.claims.tables import Claim, Objection
from services.incentives.claims.take_step import decide_anew, start_anew
from services.incentives.entitlements.hold_entitlement import hold_entitlement, resume_entitlement
from services.incentives.entitlements.stop_entitlement import stop_entitlement

REASON = "objection"
CONTEXT = "objection.words"
_AGAINST = {"posted": "line", "refused": "refusal", "approved": "entitlement"}
_EARLIEST = date(2009, 1, 1)


async def object_to(
    session: AsyncSession, sealer: Sealer, caller: Caller, claim_id: UUID, given: ObjectionGiven
) -> Objection:
    """The objection, with the day by which it is answered.

    Raises UnknownClaim, ClaimNotInState, ObjectionOpen, BadPayload.
    """
    claim = await load_claim(session, caller, claim_id, lock=True)
    if claim.state not in _AGAINST:
        raise ClaimNotInState(state=claim.state)
    raised_on = given.raised_on or clock.today()
    if not _EARLIEST <= raised_on <= clock.today():
        raise BadPayload(faults=[Fault("#/raised_on", "bad_day", "a day that has come is expected")])
    same = select(col(Objection.id)).where(col(Objection.claim_id) == claim.id, col(Objection.state) == "open")
    if (await session.execute(same)).first() is not None:
        raise ObjectionOpen()
    objection = Objection(
        id=new_id(),
        claim_id=claim.id,
        against=_AGAINST[claim.state],
        ground_sealed=sealer.seal(given.ground, CONTEXT),
        raised_on=raised_on,
        answer_due_on=answer_within(raised_on).last_day(raised_on),
        received_by=caller.subject,
    )
    session.add(objection)
    if claim.state == "posted":
        claim.frozen, claim.revision = True, claim.revision + 1
    if claim.entitlement_id is not None:
        await hold_entitlement(session, claim.entitlement_id, REASON)
    await session.flush()
    await audit.record(session, caller, "receive-objection", claim.person_id, claim=claim.id, objection=objection.id)
    return objection


async def answer_objection(
    session: AsyncSession, sealer: Sealer, caller: Caller, objection_id: UUID, given: ObjectionAnswered
) -> Objection:
    """Answered by somebody who neither confirmed nor approved the claim.

    Upheld, a line starts anew, a refusal is decided anew on the facts as they are now, and an entitlement stops.
    Dismissed, the line goes on where it stood, and the entitlement is paid on.
    Raises UnknownObjection, ObjectionResolved, SamePerson, ClaimExists.
    """
    objection, claim = await load_objection(session, caller, objection_id, lock=True)
    if objection.state != "open":
        raise ObjectionResolved()
    if caller.subject in (claim.confirmed_by, claim.approved_by):
        raise SamePerson(claim_id=str(claim.id))
    objection.state, objection.answer_sealed = given.outcome, sealer.seal(given.answer, CONTEXT)
    objection.resolved_by, objection.resolved_on = caller.subject, clock.today()
    objection.revision += 1
    # The answer is written down before the claim may start anew and forget who confirmed it.
    await session.flush()
    if given.outcome == "upheld":
        await _uphold(session, sealer, caller, objection, claim)
    else:
        await _dismiss(session, claim)
    await session.flush()
    facts = {"claim": claim.id, "objection": objection.id, "outcome": given.outcome}
    await audit.record(session, caller, "answer-objection", claim.person_id, **facts)
    return objection


async def load_objection(
    session: AsyncSession, caller: Caller, objection_id: UUID, *, lock: bool = False
) -> tuple[Objection, Claim]:
    """With its claim. Raises UnknownObjection."""
    objection = await session.get(Objection, objection_id)
    claim = None if objection is None else await session.get(Claim, objection.claim_id)
    if objection is None or claim is None or not caller.sees(claim.division_code):
        raise UnknownObjection()
    if lock:
        # The claim first, as everywhere: two who lock both never wait for each other.
        await session.refresh(claim, with_for_update=True)
        await session.refresh(objection, with_for_update=True)
    return objection, claim


async def _uphold(session: AsyncSession, sealer: Sealer, caller: Caller, objection: Objection, claim: Claim) -> None:
    if claim.entitlement_id is not None:
        await stop_entitlement(session, claim.entitlement_id, clock.today(), "objection-upheld", 0)
    elif objection.against == "refusal" and claim.state == "refused":
        await check_first(session, claim.scheme, claim.person_id, claim.year)
        start_anew(claim)
        await decide_anew(session, sealer, caller, [claim])
    elif claim.state == "posted":
        start_anew(claim)


async def _dismiss(session: AsyncSession, claim: Claim) -> None:
    if claim.entitlement_id is not None:
        await resume_entitlement(session, claim.entitlement_id, REASON)
    elif claim.state == "posted":
        claim.frozen, claim.revision = False, claim.revision + 1
