"""Finds the person that something is asked for, for a caller who serves them now."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.auth import Caller
from services.followup.people.tables import KnownPerson
from services.followup.plans.errors import CareNotPossible, PersonNotKnown


async def load_person(session: AsyncSession, caller: Caller, person_id: UUID) -> KnownPerson:
    """The person, locked against a death or a move arriving meanwhile. Raises PersonNotKnown.

    Scope is where the person lives now, so whatever hangs on a person goes along with their move by itself.
    """
    person = await session.get(KnownPerson, person_id, with_for_update={"read": True}, populate_existing=True)
    if person is None or not caller.sees(person.division):
        raise PersonNotKnown()
    return person


def home_of(person: KnownPerson) -> str:
    """The division that serves the person now."""
    if person.division is None:
        raise PersonNotKnown()
    return person.division


async def load_living_person(session: AsyncSession, caller: Caller, person_id: UUID) -> KnownPerson:
    """The same, for something new. Raises PersonNotKnown, CareNotPossible."""
    person = await load_person(session, caller, person_id)
    if not person.can_be_cared_for:
        raise CareNotPossible()
    return person
