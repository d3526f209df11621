"""A proof ends, or turns out to have been wrong."""

from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.problems import BadPayload, Fault
from services.incentives.beneficiaries.errors import UnknownBeneficiary
from services.incentives.beneficiaries.load import load_beneficiary
from services.incentives.claims.follow_people import end_after_proof
from services.incentives.entitlements.end_for import running, scheme_of
from services.incentives.entitlements.hold_entitlement import hold_entitlement
from services.incentives.proofs.errors import ProofNotInState, UnknownProof
from services.incentives.proofs.tables import Proof

IN_DOUBT = "proof-withdrawn"


async def load_proof(session: AsyncSession, caller: Caller, proof_id: UUID, *, lock: bool = False) -> Proof:
    """The proof, locked for a change if asked. Raises UnknownProof."""
    proof = await session.get(Proof, proof_id, with_for_update=True if lock else None)
    if proof is None:
        raise UnknownProof()
    try:
        await load_beneficiary(session, caller, proof.person_id)
    except UnknownBeneficiary:
        raise UnknownProof() from None
    return proof


async def end_proof(session: AsyncSession, caller: Caller, proof_id: UUID, held_to: date) -> Proof:
    """Held up to that day; what hangs on it stops from then on. Raises UnknownProof, ProofNotInState, BadPayload."""
    proof = await load_proof(session, caller, proof_id, lock=True)
    if proof.state != "held" or (proof.held_to is not None and proof.held_to <= clock.today()):
        raise ProofNotInState(state=proof.state)
    if held_to < proof.held_from:
        raise BadPayload(faults=[Fault("#/held_to", "ends_before_it_begins", "the last day lies before the first")])
    proof.held_to, proof.revision = held_to, proof.revision + 1
    await session.flush()
    await end_after_proof(session, proof.person_id, proof.kind, held_to)
    await audit.record(session, caller, "end-proof", proof.person_id, proof=proof.id, held_to=held_to)
    return proof


async def withdraw_proof(session: AsyncSession, caller: Caller, proof_id: UUID) -> Proof:
    """It was entered wrongly: what hangs on it waits until somebody has looked.

    Raises UnknownProof, ProofNotInState.
    """
    proof = await load_proof(session, caller, proof_id, lock=True)
    if proof.state != "held":
        raise ProofNotInState(state=proof.state)
    proof.state, proof.revision = "withdrawn", proof.revision + 1
    await session.flush()
    for entitlement in await running(session, proof.person_id):
        scheme = scheme_of(entitlement)
        if scheme is not None and proof.kind in scheme.facts():
            await hold_entitlement(session, entitlement.id, IN_DOUBT)
    await audit.record(session, caller, "withdraw-proof", proof.person_id, proof=proof.id)
    return proof
