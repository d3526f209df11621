"""Change what the register holds of a person's marital status, and tell of it."""

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import outbox
from services.registry.changes import Change
from services.registry.persons.facts import changed
from services.registry.persons.tables import Person


async def set_marital_status(session: AsyncSession, person: Person, status: str | None, change: Change) -> None:
    """``person`` is loaded for update. The same status again is no change."""
    if person.marital_status == status:
        return
    person.marital_status = status
    change.stamp(person)
    await outbox.add(session, changed(person))


async def restore_marital_status(
    session: AsyncSession, person: Person, made: frozenset[str], before: str | None, change: Change
) -> None:
    """Go back to ``before``, unless something later than what is taken back has changed it from ``made``."""
    if person.marital_status in made:
        await set_marital_status(session, person, before, change)
