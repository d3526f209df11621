"""Another device recorded the same visit otherwise: both entries are kept, and a rule says which one counts."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.sealing import Sealer
from services.followup.protocols.catalogue import catalogue
from services.followup.visits import rules
from services.followup.visits.check_entry import check_entry
from services.followup.visits.load import VisitOfPlan, lock_visit
from services.followup.visits.record_outcome import apply_outcome, entry_of, is_repeated
from services.followup.visits.schemas import OutcomeGiven


async def keep_beside(
    session: AsyncSession, sealer: Sealer, caller: Caller, visit_id: UUID, given: OutcomeGiven, client_id: UUID
) -> VisitOfPlan:
    """The visit with the entry kept; ``rules.merged`` says whether it counts. Raises as ``record_outcome`` does."""
    visit, plan = await lock_visit(session, caller, visit_id)
    step = catalogue().version(plan.protocol, visit.version).step(visit.step)
    check_entry(given, step, visit.base_on, clock.today())
    entry = entry_of(sealer, caller, visit, given)
    if await is_repeated(session, entry):
        return VisitOfPlan(visit, plan)
    after = rules.merged(visit.state, given.outcome, given.done_on, visit.latest_on, visit.closed_on)
    entry.client_id, entry.counts = client_id, after is not None
    session.add(entry)
    if after is not None:
        await apply_outcome(session, caller, visit, given, after)
    await session.flush()
    await audit.record(session, caller, "keep-entry-beside", visit.person_id, visit=visit.id, counts=entry.counts)
    return VisitOfPlan(visit, plan)
