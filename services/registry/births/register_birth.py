"""Register a birth: the child comes into the register, into a household where one is named, and its plan can start."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock, outbox
from chassis.auth import Caller
from chassis.identifiers import new_id
from chassis.sealing import Sealer
from contracts.registry import BirthRegistered
from services.registry.births import rules
from services.registry.births.errors import BirthCertificateTaken
from services.registry.births.find_parents import Parents, find_parents
from services.registry.births.schemas import BirthEntry
from services.registry.births.tables import Birth
from services.registry.changes import Change
from services.registry.divisions.queries import unknown_divisions
from services.registry.duplicates.note_duplicates import note_duplicates
from services.registry.faults import refuse
from services.registry.findings import Finding, under
from services.registry.households import rules as household_rules
from services.registry.households.find_household import find_household
from services.registry.households.join_household import join_new_person
from services.registry.lock_order import lock_households, lock_people
from services.registry.persons import rules as person_rules
from services.registry.persons.identity import set_identity
from services.registry.persons.tables import Person
from services.registry.vital_events import common, flush_event


async def register_birth(session: AsyncSession, sealer: Sealer, caller: Caller, entry: BirthEntry) -> Birth:
    """The registered birth.

    Raises BadPayload, BirthCertificateTaken, NumberTaken, UnknownHousehold, HeadTaken, NotAllowed.
    """
    # A death of the mother's that is being registered at this moment is seen, or waits.
    await lock_households(session, entry.household_id)
    await lock_people(session, [each for each in (entry.mother_id, entry.father_id) if each is not None])
    parents, unknown = await find_parents(session, caller, entry.mother_id, entry.father_id)
    home = await _home(session, caller, entry, parents)
    refuse([*unknown, *_of_child(entry, parents), *await _of_home(session, caller, home)])
    birth_id = new_id()
    change = Change.by_caller(caller, "register-birth", "birth", birth_id)
    child = _child(sealer, entry, home, change)
    await join_new_person(session, caller, child, entry.household_id, entry.relation_to_head, change)
    birth = _birth(sealer, entry, child, birth_id, change)
    session.add(birth)
    await flush_event(session, birth, BirthCertificateTaken)
    await outbox.add(session, _event(birth))
    await note_duplicates(session, sealer, child)
    await audit.record(session, caller, "register-birth", child.id, birth=birth.id, late=birth.late)
    return birth


async def _home(session: AsyncSession, caller: Caller, entry: BirthEntry, parents: Parents) -> rules.Home:
    household = None
    if entry.household_id is not None:
        household = (await find_household(session, caller, entry.household_id)).registered_division
    stated = rules.Home(entry.registered_division, entry.residence_division, entry.residence_address)
    return rules.home(stated, household, parents.mother, parents.father)


def _of_child(entry: BirthEntry, parents: Parents) -> list[Finding]:
    child = entry.child
    identity = person_rules.Identity(child.sex, child.birth_date, child.citizen_number)
    of_child = under("child", person_rules.findings(identity, clock.today()))
    of_relation = household_rules.of_relation(entry.household_id, entry.relation_to_head)
    return [*of_child, *of_relation, *rules.findings(child.birth_date, parents.mother, parents.father)]


async def _of_home(session: AsyncSession, caller: Caller, home: rules.Home) -> list[Finding]:
    found = rules.missing(home)
    unknown = await unknown_divisions(session, (home.registered_division, home.residence_division))
    for path in ("registered_division", "residence_division"):
        if getattr(home, path) in unknown:
            found.append(person_rules.unknown_division(path))
    if not found and not caller.sees(home.registered_division, home.residence_division):
        found.append(person_rules.outside_scope("residence_division"))
    return found


def _child(sealer: Sealer, entry: BirthEntry, home: rules.Home, change: Change) -> Person:
    child = Person(
        id=new_id(),
        **entry.child.model_dump(exclude={"citizen_number"}),
        registered_division=home.registered_division or "",
        residence_division=home.residence_division or "",
        residence_address=home.residence_address,
        **change.columns(),
    )
    set_identity(child, sealer, entry.child.citizen_number, None, None, None)
    return child


def _birth(sealer: Sealer, entry: BirthEntry, child: Person, birth_id: UUID, change: Change) -> Birth:
    return Birth(
        id=birth_id,
        person_id=child.id,
        mother_id=entry.mother_id,
        father_id=entry.father_id,
        born_on=child.birth_date,
        place=entry.place,
        division=child.residence_division,
        **common(sealer, Birth, "birth", child.birth_date, entry.certificate_number, change),
    )


def _event(birth: Birth) -> BirthRegistered:
    return BirthRegistered(
        person_id=birth.person_id,
        birth_id=birth.id,
        born_on=birth.born_on,
        mother_id=birth.mother_id,
        father_id=birth.father_id,
        residence_division=birth.division,
    )
