"""HTTP for proofs."""

from uuid import UUID

from fastapi import Response
from sqlalchemy import select
from sqlmodel import col

from chassis.access import VILLAGE_UP, access
from chassis.concurrency import IfMatch, RevisionMissing, RevisionStale, expect_revision, set_etag
from chassis.http import CallerDep, Router, Session, tell_subjects
from chassis.pagination import Cursor, Page, decode_cursor, page_of
from chassis.problems import BadPayload, documented
from chassis.sealing import Sealer
from services.incentives.beneficiaries.errors import UnknownBeneficiary
from services.incentives.beneficiaries.load import load_beneficiary
from services.incentives.proofs.end_proof import end_proof, load_proof, withdraw_proof
from services.incentives.proofs.errors import ProofNotInState, ProofNumberTaken, UnknownProof
from services.incentives.proofs.record_proof import masked_number, record_proof
from services.incentives.proofs.schemas import DocumentShown, ProofEnded, ProofGiven, ProofSeen
from services.incentives.proofs.tables import Proof
from services.incentives.proofs.values import shown
from services.incentives.scope import SealerDep
from services.incentives.text_fields import ListLimit

router = Router(tags=["proofs"])

_CHANGE = documented(UnknownProof, ProofNotInState, BadPayload, RevisionMissing, RevisionStale)


def _view(sealer: Sealer, proof: Proof) -> ProofSeen:
    fields = proof.model_dump(include=set(ProofSeen.model_fields) - {"documents"})
    documents = [DocumentShown.model_validate(each) for each in proof.documents]
    return ProofSeen(**fields, value=shown(proof), masked_number=masked_number(sealer, proof), documents=documents)


def _seen(sealer: Sealer, proof: Proof, response: Response) -> ProofSeen:
    set_etag(response, proof.revision)
    tell_subjects(response, proof.person_id)
    return _view(sealer, proof)


@router.post("/proofs", status_code=201, responses=documented(BadPayload, UnknownBeneficiary, ProofNumberTaken))
@access(staff=VILLAGE_UP)
async def post_proof(
    given: ProofGiven, caller: CallerDep, session: Session, sealer: SealerDep, response: Response
) -> ProofSeen:
    """Enter what a person brings for a scheme, with its documents; a newer one of its kind replaces the older."""
    return _seen(sealer, await record_proof(session, sealer, caller, given), response)


@router.get("/proofs/{proof_id}", responses=documented(UnknownProof))
@access(staff=VILLAGE_UP)
async def get_proof(
    proof_id: UUID, caller: CallerDep, session: Session, sealer: SealerDep, response: Response
) -> ProofSeen:
    """One proof; its number and what is about health stay covered."""
    return _seen(sealer, await load_proof(session, caller, proof_id), response)


@router.get("/beneficiaries/{person_id}/proofs", responses=documented(UnknownBeneficiary, BadPayload))
@access(staff=VILLAGE_UP)
async def get_proofs(
    person_id: UUID,
    caller: CallerDep,
    session: Session,
    sealer: SealerDep,
    response: Response,
    cursor: Cursor = None,
    limit: ListLimit = 100,
) -> Page[ProofSeen]:
    """List what a person brought, replaced and withdrawn proofs too."""
    await load_beneficiary(session, caller, person_id)
    query = select(Proof).where(col(Proof.person_id) == person_id)
    if cursor is not None:
        query = query.where(col(Proof.id) > decode_cursor(cursor, UUID)[0])
    rows = await session.scalars(query.order_by(col(Proof.id)).limit(limit + 1))
    tell_subjects(response, person_id)
    return page_of([_view(sealer, proof) for proof in rows], limit, "id")


@router.post("/proofs/{proof_id}/end", responses=_CHANGE)
@access(staff=VILLAGE_UP)
async def post_proof_end(
    proof_id: UUID,
    given: ProofEnded,
    caller: CallerDep,
    session: Session,
    sealer: SealerDep,
    response: Response,
    if_match: IfMatch = None,
) -> ProofSeen:
    """Say up to which day it is held; what hangs on it stops then."""
    expect_revision(if_match, (await load_proof(session, caller, proof_id)).revision)
    return _seen(sealer, await end_proof(session, caller, proof_id, given.held_to), response)


@router.post("/proofs/{proof_id}/withdrawal", responses=_CHANGE)
@access(staff=VILLAGE_UP)
async def post_proof_withdrawal(
    proof_id: UUID,
    caller: CallerDep,
    session: Session,
    sealer: SealerDep,
    response: Response,
    if_match: IfMatch = None,
) -> ProofSeen:
    """Take back what was entered wrongly; what hangs on it waits until somebody has looked."""
    expect_revision(if_match, (await load_proof(session, caller, proof_id)).revision)
    return _seen(sealer, await withdraw_proof(session, caller, proof_id), response)
