"""Register a person by hand, on a clerk's own word."""

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.identifiers import new_id
from chassis.sealing import Sealer
from services.registry.changes import Change
from services.registry.divisions.queries import unknown_divisions
from services.registry.documents.keep_document import keep_shown
from services.registry.duplicates.note_duplicates import note_duplicates
from services.registry.faults import refuse
from services.registry.findings import Finding
from services.registry.households import rules as household_rules
from services.registry.households.join_household import join_new_person
from services.registry.persons import rules
from services.registry.persons.identity import set_identity
from services.registry.persons.schemas import PersonEntry
from services.registry.persons.tables import Person

_AS_GIVEN = (
    "name",
    "sex",
    "birth_date",
    "ethnic_group",
    "marital_status",
    "registered_division",
    "residence_division",
    "residence_address",
    "note",
)


async def register_person(session: AsyncSession, sealer: Sealer, caller: Caller, entry: PersonEntry) -> Person:
    """The new person. Raises BadPayload, NumberTaken, UnknownHousehold, HeadTaken."""
    of_relation = household_rules.of_relation(entry.household_id, entry.relation_to_head)
    refuse([*_of_identity(entry), *of_relation, *await _of_places(session, caller, entry)])
    document_id = await keep_shown(session, sealer, caller, entry)
    change = Change.by_caller(caller, "register-person", document_id=document_id)
    person = Person(id=new_id(), **entry.model_dump(include=set(_AS_GIVEN)), **change.columns())
    set_identity(person, sealer, entry.citizen_number, entry.other_id_type, entry.other_id_number, entry.phone)
    await join_new_person(session, caller, person, entry.household_id, entry.relation_to_head, change)
    await note_duplicates(session, sealer, person)
    await audit.record(session, caller, "register-person", person.id)
    return person


def _of_identity(entry: PersonEntry) -> list[Finding]:
    identity = rules.Identity(
        sex=entry.sex,
        birth_date=entry.birth_date,
        citizen_number=entry.citizen_number,
        other_id_type=entry.other_id_type,
        other_id_number=entry.other_id_number,
    )
    return rules.findings(identity, clock.today())


async def _of_places(session: AsyncSession, caller: Caller, entry: PersonEntry) -> list[Finding]:
    unknown = await unknown_divisions(session, (entry.registered_division, entry.residence_division))
    paths = ("registered_division", "residence_division")
    found = [rules.unknown_division(path) for path in paths if getattr(entry, path) in unknown]
    if not caller.sees(entry.registered_division, entry.residence_division):
        found.append(rules.outside_scope("residence_division"))
    return found
