"""HTTP for decisions: what was decided and why, and the proof of it."""

from uuid import UUID

from fastapi import Response
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import audit
from chassis.access import COUNTY, VILLAGE_UP, access
from chassis.auth import Caller
from chassis.http import CallerDep, Router, Session, tell_subjects
from chassis.pagination import Cursor, Page, decode_cursor, page_of
from chassis.problems import BadPayload, documented
from services.incentives.claims.deadlines import answer_days
from services.incentives.claims.errors import UnknownClaim
from services.incentives.claims.load import load_claim
from services.incentives.claims.tables import Claim
from services.incentives.decisions.decide_again import decide_again, facts_of, rule_of, scheme_of
from services.incentives.decisions.errors import FactsErased, UnknownDecision
from services.incentives.decisions.explain import explain
from services.incentives.decisions.schemas import DecisionProof, DecisionSeen, ReasonSeen
from services.incentives.decisions.tables import Decision
from services.incentives.schemes.routes import TextSeen
from services.incentives.scope import SealerDep
from services.incentives.text_fields import ListLimit

router = Router(tags=["decisions"])


async def load_decision(session: AsyncSession, caller: Caller, decision_id: UUID) -> tuple[Decision, Claim]:
    """With the claim that it is about. Raises UnknownDecision."""
    decision = await session.get(Decision, decision_id)
    claim = None if decision is None else await session.get(Claim, decision.claim_id)
    if decision is None or claim is None or not caller.sees(claim.division_code):
        raise UnknownDecision()
    return decision, claim


async def view_of(session: AsyncSession, decision: Decision) -> DecisionSeen:
    """The decision in words."""
    explained = explain(await scheme_of(session, decision), decision, answer_days(decision.made_on))
    told = {
        "sentence": TextSeen.model_validate(explained.sentence),
        "how_to_object": TextSeen.model_validate(explained.how_to_object),
        "reasons": [
            ReasonSeen(id=reason.id, met=reason.met, words=TextSeen.model_validate(reason.words))
            for reason in explained.reasons
        ],
    }
    return DecisionSeen(**decision.model_dump(include=set(DecisionSeen.model_fields)), **told)


@router.get("/decisions/{decision_id}", responses=documented(UnknownDecision))
@access(staff=VILLAGE_UP)
async def get_decision(decision_id: UUID, caller: CallerDep, session: Session, response: Response) -> DecisionSeen:
    """Why somebody got it, or why not, in a sentence for them, and how to object."""
    decision, claim = await load_decision(session, caller, decision_id)
    tell_subjects(response, claim.person_id)
    return await view_of(session, decision)


@router.get("/claims/{claim_id}/decisions", responses=documented(UnknownClaim, BadPayload))
@access(staff=VILLAGE_UP)
async def get_decisions(
    claim_id: UUID,
    caller: CallerDep,
    session: Session,
    response: Response,
    cursor: Cursor = None,
    limit: ListLimit = 100,
) -> Page[DecisionSeen]:
    """List every decision about a claim, oldest first."""
    claim = await load_claim(session, caller, claim_id)
    query = select(Decision).where(col(Decision.claim_id) == claim_id)
    if cursor is not None:
        query = query.where(col(Decision.id) > decode_cursor(cursor, UUID)[0])
    rows = list(await session.scalars(query.order_by(col(Decision.id)).limit(limit + 1)))
    tell_subjects(response, claim.person_id)
    return page_of([await view_of(session, decision) for decision in rows], limit, "id")


@router.get("/decisions/{decision_id}/proof", responses=documented(UnknownDecision, FactsErased))
@access(staff=(*COUNTY, "auditor"))
async def get_decision_proof(
    decision_id: UUID, caller: CallerDep, session: Session, sealer: SealerDep, response: Response
) -> DecisionProof:
    """Decide again from the rule and the facts that were kept, and show both. Each reading is entered in the log."""
    decision, claim = await load_decision(session, caller, decision_id)
    proof = await decide_again(session, sealer, decision)
    await audit.record(session, caller, "prove-decision", claim.person_id, decision=decision.id)
    tell_subjects(response, claim.person_id)
    return DecisionProof(
        decision_id=decision.id,
        same=proof.same,
        text_unchanged=proof.text_unchanged,
        entitled=proof.verdict.entitled,
        amount_fen=proof.verdict.amount_fen,
        facts=facts_of(sealer, decision),
        rule=(await rule_of(session, decision)).text,
    )
