"""The village reviews, the township checks, the county confirms: the same decision looked at by three people."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.problems import NotAllowed
from chassis.sealing import Sealer
from services.incentives.claims.errors import ClaimNotInState, SamePerson
from services.incentives.claims.load import load_claim, lock_claims, scheme_of_year
from services.incentives.claims.rules import OPEN, STAGES, Step, may_sign
from services.incentives.claims.schemas import ClaimsMoved
from services.incentives.claims.tables import Claim
from services.incentives.decisions.make_decisions import Asked, make_decisions

_MAY = {
    "review": ("village-worker", "township-officer", "county-officer", "county-admin"),
    "check": ("township-officer", "county-officer", "county-admin"),
    "confirm": ("county-officer", "county-admin"),
}


async def take_step(
    session: AsyncSession, sealer: Sealer, caller: Caller, step: Step, claim_ids: Sequence[UUID]
) -> ClaimsMoved:
    """All of them signed by the caller, or none. At the county's step the rules decide once more, on the facts as
    they are now, and refuse whoever is not entitled any more.

    Raises NotAllowed, UnknownClaim, ClaimNotInState, SamePerson.
    """
    if caller.role not in _MAY[step]:
        raise NotAllowed()
    claims, stage = await lock_claims(session, caller, claim_ids), STAGES[step]
    for claim in claims:
        if claim.state != stage.before:
            raise ClaimNotInState(claim_id=str(claim.id), state=claim.state)
        if not may_sign(claim, step, caller.subject):
            raise SamePerson(claim_id=str(claim.id))
    if step == "confirm":
        await decide_anew(session, sealer, caller, claims)
    going = [claim for claim in claims if claim.state != "refused"]
    for claim in going:
        claim.state = stage.after
        setattr(claim, f"{stage.signed}_by", caller.subject)
        setattr(claim, f"{stage.signed}_at", clock.now())
        claim.revision += 1
        await audit.record(session, caller, f"{step}-claim", claim.person_id, claim=claim.id)
    await session.flush()
    return ClaimsMoved(moved=len(going), refused=len(claims) - len(going))


async def decide_anew(session: AsyncSession, sealer: Sealer, caller: Caller, claims: Sequence[Claim]) -> None:
    """A new decision for each, on what is known now; whoever is not entitled is refused."""
    by_rule: dict[tuple[str, int], list[Claim]] = {}
    for claim in claims:
        by_rule.setdefault((claim.scheme, claim.year), []).append(claim)
    for (scheme_id, year), group in by_rule.items():
        asked = [Asked(claim.id, claim.person_id) for claim in group]
        made = await make_decisions(session, sealer, scheme_of_year(scheme_id, year), year, asked, caller.subject)
        for claim in group:
            claim.decision_id = made[claim.id].id
            if not made[claim.id].entitled:
                claim.state, claim.revision = "refused", claim.revision + 1


async def send_back(session: AsyncSession, caller: Caller, claim_id: UUID, reason: str) -> Claim:
    """Something is missing or wrong: the claim starts anew, with no signature. Raises UnknownClaim, ClaimNotInState."""
    claim = await load_claim(session, caller, claim_id, lock=True)
    if claim.state not in ("reviewed", "checked", "confirmed"):
        raise ClaimNotInState(state=claim.state)
    start_anew(claim)
    await audit.record(session, caller, "send-claim-back", claim.person_id, claim=claim.id, reason=reason)
    await session.flush()
    return claim


async def withdraw_claim(session: AsyncSession, caller: Caller, claim_id: UUID) -> Claim:
    """The person does not want it any more: one step, no reason. Raises UnknownClaim, ClaimNotInState."""
    claim = await load_claim(session, caller, claim_id, lock=True)
    if claim.state not in OPEN:
        raise ClaimNotInState(state=claim.state)
    claim.state, claim.frozen, claim.revision = "withdrawn", False, claim.revision + 1
    await audit.record(session, caller, "withdraw-claim", claim.person_id, claim=claim.id)
    await session.flush()
    return claim


def start_anew(claim: Claim) -> None:
    """As it was when it was handed in."""
    claim.state, claim.frozen, claim.posting_id = "applied", False, None
    claim.reviewed_by = claim.checked_by = claim.confirmed_by = None
    claim.reviewed_at = claim.checked_at = claim.confirmed_at = None
    claim.revision += 1
