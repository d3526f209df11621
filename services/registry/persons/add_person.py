"""Put a new person into the register: the step that every way in has in common."""

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import outbox
from services.registry.persons.errors import NumberTaken
from services.registry.persons.facts import registered
from services.registry.persons.tables import Person
from services.registry.unique import flush_or_refuse


async def add_person(session: AsyncSession, person: Person) -> None:
    """Keep ``person`` and tell of them. Raises NumberTaken."""
    session.add(person)
    await flush_or_refuse(session, {"persons_citizen_number_index_key": NumberTaken})
    await outbox.add(session, registered(person))
