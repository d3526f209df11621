"""Split a household (分户): some members leave together and form a household of their own."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit
from chassis.auth import Caller
from services.registry.changes import Change
from services.registry.households.expect_household import expect_household
from services.registry.households.find_household import lock_household
from services.registry.households.open_household import open_household
from services.registry.households.schemas import HouseholdEntry, HouseholdSplit
from services.registry.households.tables import Household
from services.registry.households.transfer_members import locked_members, transfer_members


async def split_household(
    session: AsyncSession, caller: Caller, household_id: UUID, if_match: str | None, entry: HouseholdSplit
) -> Household:
    """The new household, where the old one is registered unless the entry says otherwise.

    Raises UnknownHousehold, RevisionMissing, RevisionStale, BadPayload, HouseholdNumberTaken, NotAMember, HeadTaken,
    HeadMustStay.
    """
    old = await lock_household(session, caller, household_id)
    await expect_household(session, old, if_match)
    place = entry.registered_division or old.registered_division
    opened = HouseholdEntry(number=entry.number, registered_division=place, kind="family")
    new = await open_household(session, caller, opened)
    change = Change.by_caller(caller, entry.reason, "household", old.id)
    members = await locked_members(session, old.id)
    await transfer_members(session, old, new, members, entry.members, change)
    await audit.record(session, caller, "split-household", old.id, into=new.id, persons=len(entry.members))
    return new
