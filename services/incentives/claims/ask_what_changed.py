"""What is to be asked before a claim goes on: for a renewed one, only what changed since last year's decision."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.auth import Caller
from chassis.sealing import Sealer
from services.incentives.claims.changes import Change, changes_between
from services.incentives.claims.load import load_claim
from services.incentives.claims.tables import Claim
from services.incentives.decisions.decide_again import facts_of
from services.incentives.decisions.tables import Decision


async def ask_what_changed(
    session: AsyncSession, sealer: Sealer, caller: Caller, claim_id: UUID
) -> tuple[Claim, list[Change]]:
    """Nothing, for a first claim: its documents were looked at when it was made. Raises UnknownClaim."""
    claim = await load_claim(session, caller, claim_id)
    previous = None if claim.previous_id is None else await session.get(Claim, claim.previous_id)
    if previous is None:
        return claim, []
    then = await session.get_one(Decision, previous.decision_id)
    now = await session.get_one(Decision, claim.decision_id)
    return claim, changes_between(facts_of(sealer, then), facts_of(sealer, now), claim.year)
