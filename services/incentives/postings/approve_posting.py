"""After its working days, what nobody objected to is approved, and owed from then on."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import audit, clock
from chassis.auth import Caller
from services.incentives.claims.errors import SamePerson
from services.incentives.claims.rules import may_sign
from services.incentives.claims.tables import Claim
from services.incentives.decisions.tables import Decision
from services.incentives.entitlements.grant_entitlement import grant_entitlement
from services.incentives.entitlements.rules import Instalment
from services.incentives.entitlements.tables import Entitlement
from services.incentives.postings.errors import NothingToApprove, PostingNotOver
from services.incentives.postings.load import load_posting
from services.incentives.postings.rules import instalments_of, span_of
from services.incentives.postings.schemas import Approved
from services.incentives.schemes.catalogue import catalogue
from services.incentives.schemes.model import Scheme


async def approve_posting(session: AsyncSession, caller: Caller, posting_id: UUID) -> Approved:
    """Every line that is not frozen becomes an entitlement; frozen lines wait for their answers.

    Raises UnknownPosting, PostingNotOver, NothingToApprove, SamePerson.
    """
    posting = await load_posting(session, caller, posting_id, lock=True)
    if clock.today() <= posting.last_day:
        raise PostingNotOver(last_day=posting.last_day.isoformat())
    claims = await _lines(session, posting_id)
    going = [claim for claim in claims if not claim.frozen]
    if not going:
        raise NothingToApprove(frozen=len(claims))
    for claim in going:
        if not may_sign(claim, "approve", caller.subject):
            raise SamePerson(claim_id=str(claim.id))
    decisions = await _decisions(session, going)
    total = 0
    for claim in going:
        granted = await _grant(session, caller, claim, decisions[claim.decision_id])
        total += granted.amount_fen
    await session.flush()
    facts = {"posting": posting_id, "claims": len(going), "total_fen": total}
    await audit.record(session, caller, "approve-posting", None, **facts)
    return Approved(approved=len(going), total_fen=total, frozen=len(claims) - len(going))


async def _lines(session: AsyncSession, posting_id: UUID) -> Sequence[Claim]:
    query = select(Claim).where(col(Claim.posting_id) == posting_id, col(Claim.state) == "posted")
    return (await session.scalars(query.order_by(col(Claim.id)).with_for_update())).all()


async def _decisions(session: AsyncSession, claims: Sequence[Claim]) -> dict[UUID, Decision]:
    query = select(Decision).where(col(Decision.id).in_([claim.decision_id for claim in claims]))
    return {decision.id: decision for decision in await session.scalars(query)}


async def _grant(session: AsyncSession, caller: Caller, claim: Claim, decision: Decision) -> Entitlement:
    scheme = _scheme(decision)
    start, end = span_of(decision.year, decision.months_fen)
    granted = await grant_entitlement(
        session,
        caller.subject,
        decision_id=decision.id,
        scheme=scheme.id,
        scheme_version=scheme.version,
        person_id=claim.person_id,
        payee_id=claim.payee_id,
        division_code=claim.division_code,
        fund=scheme.fund,
        period_start=start,
        period_end=end,
        amount_fen=decision.amount_fen,
        instalments=_instalments(scheme, decision),
    )
    claim.state, claim.entitlement_id = "approved", granted.id
    claim.approved_by, claim.approved_at = caller.subject, clock.now()
    claim.revision += 1
    return granted


def _scheme(decision: Decision) -> Scheme:
    found = catalogue().versions(decision.scheme)
    return next(scheme for scheme in found if scheme.version == decision.scheme_version)


def _instalments(scheme: Scheme, decision: Decision) -> list[Instalment]:
    parts = [(date.fromisoformat(f"{decision.year}-{part.due}"), part.parts) for part in scheme.instalments]
    return instalments_of(decision.amount_fen, parts)
