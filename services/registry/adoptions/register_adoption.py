"""Register an adoption, however late; the child comes into the adopters' household where one is named."""

from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from chassis import audit, clock, outbox
from chassis.auth import Caller
from chassis.cloudevents import DomainEvent
from chassis.identifiers import new_id
from chassis.sealing import Sealer
from contracts.registry import AdoptionRegistered
from services.registry.adoptions import rules
from services.registry.adoptions.errors import AlreadyAdopted
from services.registry.adoptions.schemas import AdoptionEntry
from services.registry.adoptions.tables import Adoption
from services.registry.changes import Change
from services.registry.faults import refuse
from services.registry.households import rules as household_rules
from services.registry.households.find_household import lock_household
from services.registry.households.join_household import take_in
from services.registry.households.leave_household import take_out
from services.registry.households.tables import Household
from services.registry.load_parties import load_parties, party
from services.registry.lock_order import lock_homes
from services.registry.persons.tables import Person
from services.registry.vital import STANDING, contradictions
from services.registry.vital_events import common, flush_event

_PERSONS = ("person_id", "first_adopter_id", "second_adopter_id")


async def register_adoption(session: AsyncSession, sealer: Sealer, caller: Caller, entry: AdoptionEntry) -> Adoption:
    """The registered adoption.

    Raises UnknownPerson, BadPayload, AlreadyAdopted, CertificateTaken, UnknownHousehold, HeadTaken, PersonNotLiving,
    and HeadMustStay where the child heads a household in which others would be left.
    """
    household = await _lock_home(session, caller, entry)
    parties = await load_parties(session, caller, [(path, getattr(entry, path)) for path in _PERSONS])
    check(entry.adopted_on, parties)
    refuse(household_rules.of_relation(entry.household_id, entry.relation_to_head))
    child = parties["person_id"]
    await _refuse_second(session, child)
    adoption_id = new_id()
    change = Change.by_caller(caller, "register-adoption", "adoption", adoption_id)
    adoption = _adoption(sealer, entry, child, adoption_id, change)
    session.add(adoption)
    await flush_event(session, adoption)
    if household is not None:
        await _bring_home(session, household, child, entry, change)
    await outbox.add(session, event_of(adoption))
    await audit.record(session, caller, "register-adoption", child.id, adoption=adoption.id)
    return adoption


async def _lock_home(session: AsyncSession, caller: Caller, entry: AdoptionEntry) -> Household | None:
    if entry.household_id is None:
        return None
    # With the household that the child leaves.
    await lock_homes(session, [entry.person_id], entry.household_id)
    return await lock_household(session, caller, entry.household_id)


def check(adopted_on: date, parties: dict[str, Person]) -> None:
    """Raises BadPayload with every fact that contradicts the day or the parties."""
    child = parties["person_id"]
    adopters = {path: person.birth_date for path, person in parties.items() if path != "person_id"}
    found = contradictions("adopted_on", adopted_on, [party(*each) for each in parties.items()], clock.today())
    refuse([*found, *rules.findings(child.birth_date, adopters)])


async def _refuse_second(session: AsyncSession, child: Person) -> None:
    known = select(Adoption).where(Adoption.person_id == child.id, col(Adoption.state).in_(STANDING))
    found = (await session.scalars(known)).first()
    if found is not None:
        raise AlreadyAdopted(adoption_id=found.id, adopted_on=found.adopted_on)


async def _bring_home(
    session: AsyncSession, household: Household, child: Person, entry: AdoptionEntry, change: Change
) -> None:
    # One step for the child: the household left and the one joined are one change, which can be taken back whole.
    if child.household_id != household.id:
        told: list[DomainEvent] = []
        with session.no_autoflush:
            if child.household_id is not None:
                left = await session.get_one(Household, child.household_id, with_for_update=True)
                told = await take_out(session, left, child, change)
            await take_in(session, household, child, entry.relation_to_head, change)
        if told:
            await outbox.add(session, *told)


def _adoption(sealer: Sealer, entry: AdoptionEntry, child: Person, adoption_id: UUID, change: Change) -> Adoption:
    return Adoption(
        id=adoption_id,
        **entry.model_dump(exclude={"relation_to_head", "certificate_number"}),
        division=child.residence_division,
        household_before=child.household_id,
        relation_before=child.relation_to_head,
        division_before=child.registered_division,
        **common(sealer, Adoption, "adoption", entry.adopted_on, entry.certificate_number, change),
    )


def event_of(adoption: Adoption) -> AdoptionRegistered:
    """The event of a registered adoption."""
    return AdoptionRegistered(
        person_id=adoption.person_id,
        adoption_id=adoption.id,
        first_adopter_id=adoption.first_adopter_id,
        second_adopter_id=adoption.second_adopter_id,
        adopted_on=adoption.adopted_on,
    )
