"""A person as events tell of them."""

from contracts.registry import PersonChanged, PersonFacts, PersonRegistered
from services.registry.persons.tables import Person


def facts_of(person: Person) -> PersonFacts:
    """What the other services may know: no number, no phone, no address."""
    return PersonFacts(
        name=person.name,
        sex=person.sex,
        birth_date=person.birth_date,
        registered_division=person.registered_division,
        residence_division=person.residence_division,
        household_id=person.household_id,
        relation_to_head=person.relation_to_head,
        marital_status=person.marital_status,
        ethnic_group=person.ethnic_group,
        living=person.living,
    )


def registered(person: Person) -> PersonRegistered:
    """The event of a new person."""
    return PersonRegistered(person_id=person.id, revision=person.revision, facts=facts_of(person))


def changed(person: Person) -> PersonChanged:
    """The event of a changed person."""
    return PersonChanged(person_id=person.id, revision=person.revision, facts=facts_of(person))
