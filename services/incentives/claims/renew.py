"""Re-verification: last year's approved claims are taken up for the next, and only what changed is asked."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col

from chassis import audit, clock
from chassis.auth import Caller
from chassis.identifiers import new_id
from chassis.sealing import Sealer
from services.incentives.beneficiaries.tables import Beneficiary
from services.incentives.claims.apply import place_of
from services.incentives.claims.changes import changes_between
from services.incentives.claims.load import scheme_of_year
from services.incentives.claims.schemas import Renewed
from services.incentives.claims.tables import Claim
from services.incentives.decisions.decide_again import facts_of
from services.incentives.decisions.make_decisions import Asked, Made, make_decisions
from services.incentives.decisions.tables import Decision
from services.incentives.schemes.model import Scheme

_BATCH = 500


async def renew(session: AsyncSession, sealer: Sealer, caller: Caller, scheme_id: str, year: int) -> Renewed:
    """A batch of claims for ``year``, of those approved for the year before in the caller's divisions; call again
    until nothing is left. Raises UnknownScheme.
    """
    scheme = scheme_of_year(scheme_id, year)
    pairs = await _to_renew(session, caller, scheme_id, year)
    before = {claim.person_id: claim for claim, _ in pairs}
    asked = [Asked(new_id(), claim.person_id) for claim, _ in pairs]
    made = await make_decisions(session, sealer, scheme, year, asked, caller.subject)
    people = {person.person_id: person for _, person in pairs}
    claims = [
        _renewed(before[each.person_id], people[each.person_id], scheme, made[each.claim_id], caller) for each in asked
    ]
    session.add_all(claims)
    await session.flush()
    counted = await _count(session, sealer, claims, before, made)
    await audit.record(session, caller, "renew-claims", None, scheme=scheme_id, year=year, claims=len(claims))
    return counted


async def _to_renew(
    session: AsyncSession, caller: Caller, scheme_id: str, year: int
) -> Sequence[tuple[Claim, Beneficiary]]:
    following = aliased(Claim)
    done = select(following.id).where(  # type: ignore[call-overload]
        following.person_id == Claim.person_id, following.scheme == Claim.scheme, following.year == year
    )
    query = (
        select(Claim, Beneficiary)
        .join(Beneficiary, col(Beneficiary.person_id) == col(Claim.person_id))
        .where(col(Claim.scheme) == scheme_id, col(Claim.year) == year - 1, col(Claim.state) == "approved")
        .where(col(Claim.division_code).startswith(caller.scope_prefix), ~done.exists())
        .where(col(Beneficiary.living), ~col(Beneficiary.withdrawn))
        .order_by(col(Claim.id))
        .limit(_BATCH)
    )
    return [(claim, person) for claim, person in (await session.execute(query)).all()]


def _renewed(before: Claim, person: Beneficiary, scheme: Scheme, decision: Made, caller: Caller) -> Claim:
    return Claim(
        id=decision.claim_id,
        scheme=scheme.id,
        year=decision.year,
        person_id=before.person_id,
        payee_id=before.payee_id,
        division_code=place_of(scheme, person),
        origin="renewed",
        previous_id=before.id,
        state="applied" if decision.entitled else "refused",
        decision_id=decision.id,
        applied_by=caller.subject,
        applied_at=clock.now(),
    )


async def _count(
    session: AsyncSession,
    sealer: Sealer,
    claims: Sequence[Claim],
    before: dict[UUID, Claim],
    made: Mapping[UUID, Made],
) -> Renewed:
    earlier = await session.scalars(
        select(Decision).where(col(Decision.id).in_([claim.decision_id for claim in before.values()]))
    )
    old = {decision.claim_id: facts_of(sealer, decision) for decision in earlier}
    going = [claim for claim in claims if claim.state == "applied"]
    changed = sum(
        bool(changes_between(old[before[claim.person_id].id], facts_of(sealer, made[claim.id]), claim.year))
        for claim in going
    )
    return Renewed(unchanged=len(going) - changed, with_questions=changed, refused=len(claims) - len(going))
