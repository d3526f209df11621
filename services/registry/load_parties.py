"""Load, for update, the persons whom an event names."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from chassis.auth import Caller
from services.registry.faults import refuse
from services.registry.findings import Finding
from services.registry.lock_order import lock_with_partners
from services.registry.persons.find_person import find_person
from services.registry.persons.tables import Person
from services.registry.vital import Party


async def load_parties(
    session: AsyncSession, caller: Caller, named: Sequence[tuple[str, UUID | None]]
) -> dict[str, Person]:
    """Field → person, for the fields that name one. The first must be of the caller's area.

    The others may live anywhere: people marry across the borders of towns. Raises UnknownPerson for the first,
    BadPayload for others who are not in the register, and for one person named twice.
    """
    given = {path: each for path, each in named if each is not None}
    await find_person(session, caller, next(iter(given.values())))
    refuse(_twice(given))
    await lock_with_partners(session, given.values())
    named_here = select(Person).where(col(Person.id).in_(given.values()))
    known = {row.id: row for row in await session.scalars(named_here.execution_options(populate_existing=True))}
    refuse([_unknown(path) for path, each in given.items() if each not in known])
    return {path: known[each] for path, each in given.items()}


def party(path: str, person: Person) -> Party:
    """The person as the rules see them."""
    return Party(path, person.birth_date, person.died_on)


def _twice(given: dict[str, UUID]) -> list[Finding]:
    paths = list(given)
    return [
        Finding(path, "same_person", f"与{before}为同一人", f"the same person as {before}")
        for n, path in enumerate(paths)
        for before in paths[:n]
        if given[path] == given[before]
    ]


def _unknown(path: str) -> Finding:
    return Finding(path, "unknown_person", "没有这个人", "no such person")
