"""Open a household, with its head as first member where one is named."""

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, outbox
from chassis.auth import Caller
from chassis.identifiers import new_id
from chassis.sealing import Sealer
from services.registry.changes import Change
from services.registry.codes import HEAD
from services.registry.divisions.queries import unknown_divisions
from services.registry.documents.keep_document import keep_shown
from services.registry.faults import refuse
from services.registry.findings import Finding
from services.registry.households.errors import HouseholdNumberTaken
from services.registry.households.facts import registered
from services.registry.households.join_household import take_in
from services.registry.households.schemas import HouseholdEntry
from services.registry.households.tables import Household
from services.registry.persons import rules
from services.registry.persons.find_person import lock_person
from services.registry.unique import flush_or_refuse

_OWN = {"number", "registered_division", "kind"}


async def open_household(session: AsyncSession, sealer: Sealer, caller: Caller, entry: HouseholdEntry) -> Household:
    """The new household. Raises as ``establish``."""
    document_id = await keep_shown(session, sealer, caller, entry)
    return await establish(session, caller, entry, Change.by_caller(caller, entry.reason, document_id=document_id))


async def establish(session: AsyncSession, caller: Caller, entry: HouseholdEntry, change: Change) -> Household:
    """Open it as a part of the act ``change``.

    Raises BadPayload, HouseholdNumberTaken, UnknownPerson, InAnotherHousehold, PersonNotLiving.
    """
    refuse(await _of_place(session, caller, entry))
    household = Household(id=new_id(), **entry.model_dump(include=_OWN), **change.columns())
    session.add(household)
    await flush_or_refuse(session, {"households_registered_division_number_key": HouseholdNumberTaken})
    await outbox.add(session, registered(household))
    if entry.head_id is not None:
        head = await lock_person(session, caller, entry.head_id)
        await take_in(session, household, head, HEAD, change)
    await audit.record(session, caller, "open-household", household.id)
    return household


async def _of_place(session: AsyncSession, caller: Caller, entry: HouseholdEntry) -> list[Finding]:
    if not caller.sees(entry.registered_division):
        return [rules.outside_scope("registered_division")]
    unknown = await unknown_divisions(session, [entry.registered_division])
    return [rules.unknown_division("registered_division")] if unknown else []
