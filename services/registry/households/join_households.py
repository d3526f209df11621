"""Join two households (并户): all living members of one go over to the other in one act."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit
from chassis.auth import Caller
from chassis.sealing import Sealer
from services.registry.changes import Change
from services.registry.documents.keep_document import keep_shown
from services.registry.faults import refuse
from services.registry.households import rules
from services.registry.households.expect_household import expect_household
from services.registry.households.find_household import lock_household
from services.registry.households.schemas import HouseholdJoin, RelatedMember
from services.registry.households.tables import Household
from services.registry.households.transfer_members import locked_members, transfer_members


async def join_households(
    session: AsyncSession,
    sealer: Sealer,
    caller: Caller,
    household_id: UUID,
    if_match: str | None,
    entry: HouseholdJoin,
) -> Household:
    """The household that stays. The other is left without members; its history remains.

    Raises UnknownHousehold, RevisionMissing, RevisionStale, BadPayload, NotAMember, HeadTaken.
    """
    refuse(rules.of_join(household_id, entry.household_id))
    # The lower id first, so that two joins of the same pair wait for each other instead of locking up.
    locked = {each: await lock_household(session, caller, each) for each in sorted({household_id, entry.household_id})}
    staying, leaving = locked[household_id], locked[entry.household_id]
    await expect_household(session, staying, if_match)
    members = await locked_members(session, leaving.id)
    told = {each.person_id: each for each in entry.members}
    going = [*entry.members, *(RelatedMember(person_id=each) for each in members if each not in told)]
    document_id = await keep_shown(session, sealer, caller, entry)
    change = Change.by_caller(caller, entry.reason, "household", leaving.id, document_id)
    await transfer_members(session, leaving, staying, members, going, change)
    await audit.record(session, caller, "join-households", staying.id, joined=leaving.id, persons=len(going))
    return staying
