"""Split a household (分户): some members leave together and form a household of their own."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit
from chassis.auth import Caller
from chassis.sealing import Sealer
from services.registry.changes import Change
from services.registry.documents.keep_document import keep_shown
from services.registry.households.expect_household import expect_household
from services.registry.households.find_household import lock_household
from services.registry.households.open_household import establish
from services.registry.households.schemas import HouseholdEntry, HouseholdSplit
from services.registry.households.tables import Household
from services.registry.households.transfer_members import locked_members, transfer_members


async def split_household(
    session: AsyncSession,
    sealer: Sealer,
    caller: Caller,
    household_id: UUID,
    if_match: str | None,
    entry: HouseholdSplit,
) -> Household:
    """The new household, where the old one is registered unless the entry says otherwise.

    Raises UnknownHousehold, RevisionMissing, RevisionStale, BadPayload, HouseholdNumberTaken, NotAMember, HeadTaken,
    HeadMustStay.
    """
    old = await lock_household(session, caller, household_id)
    await expect_household(session, old, if_match)
    place = entry.registered_division or old.registered_division
    document_id = await keep_shown(session, sealer, caller, entry)
    change = Change.by_caller(caller, entry.reason, "household", old.id, document_id)
    new = await establish(session, caller, HouseholdEntry(number=entry.number, registered_division=place), change)
    members = await locked_members(session, old.id)
    await transfer_members(session, old, new, members, entry.members, change)
    await audit.record(session, caller, "split-household", old.id, into=new.id, persons=len(entry.members))
    return new
