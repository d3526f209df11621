"""Correct an adoption's registration, or take it back: then the child belongs where they did before."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, outbox
from chassis.auth import Caller
from chassis.sealing import Sealer
from contracts.registry import AdoptionCorrected, AdoptionRevoked
from services.registry.adoptions.errors import UnknownAdoption
from services.registry.adoptions.register_adoption import check
from services.registry.adoptions.schemas import AdoptionCorrection
from services.registry.adoptions.tables import Adoption
from services.registry.changes import Change
from services.registry.codes import HEAD
from services.registry.households import facts as household_facts
from services.registry.households.leave_household import take_out
from services.registry.households.tables import Household
from services.registry.load_parties import load_parties
from services.registry.lock_order import lock_households
from services.registry.persons.facts import changed
from services.registry.persons.tables import Person
from services.registry.vital_events import find_event, flush_event, lock_event, put_right, take_step
from services.registry.vital_schemas import Revocation


async def correct_adoption(
    session: AsyncSession,
    sealer: Sealer,
    caller: Caller,
    adoption_id: UUID,
    if_match: str | None,
    entry: AdoptionCorrection,
) -> Adoption:
    """Raises UnknownAdoption, RevisionMissing, RevisionStale, StepNotPossible, BadPayload, CertificateTaken."""
    adoption = await lock_event(session, caller, Adoption, adoption_id, UnknownAdoption)
    day = entry.adopted_on or adoption.adopted_on
    named = [(path, getattr(adoption, path)) for path in Adoption.PERSONS]
    check(day, await load_parties(session, caller, named))
    take_step(adoption, "correct", if_match, Change.by_caller(caller, entry.reason, "adoption", adoption.id))
    put_right(adoption, sealer, entry)
    adoption.adopted_on = day
    await flush_event(session, adoption)
    told = AdoptionCorrected(person_id=adoption.person_id, adoption_id=adoption.id, adopted_on=day)
    await outbox.add(session, told)
    await audit.record(session, caller, "correct-adoption", adoption.person_id, adoption=adoption.id)
    return adoption


async def revoke_adoption(
    session: AsyncSession, caller: Caller, adoption_id: UUID, if_match: str | None, entry: Revocation
) -> Adoption:
    """Raises UnknownAdoption, RevisionMissing, RevisionStale, StepNotPossible, HeadMustStay."""
    read = await find_event(session, caller, Adoption, adoption_id, UnknownAdoption)
    await lock_households(session, read.household_id, read.household_before)
    adoption = await lock_event(session, caller, Adoption, adoption_id, UnknownAdoption)
    change = Change.by_caller(caller, entry.reason, "adoption", adoption.id)
    take_step(adoption, "revoke", if_match, change)
    child = await session.get_one(Person, adoption.person_id, with_for_update=True)
    # Whoever has gone to yet another household since stays there.
    if adoption.household_id is not None and child.household_id == adoption.household_id:
        with session.no_autoflush:
            await _bring_back(session, adoption, child, change)
    await outbox.add(session, AdoptionRevoked(person_id=child.id, adoption_id=adoption.id))
    await audit.record(session, caller, "revoke-adoption", child.id, adoption=adoption.id)
    return adoption


async def _bring_back(session: AsyncSession, adoption: Adoption, child: Person, change: Change) -> None:
    """The child is the member of the household before, and its head again where they were and nobody has followed."""
    left = await session.get_one(Household, adoption.household_id, with_for_update=True)
    told = await take_out(session, left, child, change)
    child.household_id, child.relation_to_head = adoption.household_before, adoption.relation_before
    child.registered_division = adoption.division_before
    if adoption.relation_before == HEAD and adoption.household_before is not None:
        home = await session.get_one(Household, adoption.household_before, with_for_update=True)
        if home.head_id is None:
            home.head_id = child.id
            change.stamp(home)
            told.append(household_facts.changed(home))
        else:
            child.relation_to_head = None
    change.stamp(child)
    await outbox.add(session, changed(child), *told)
