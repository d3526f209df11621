"""What the people of a list are called, in one look-up for all of them."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from chassis.auth import Caller
from services.registry.persons.find_person import visible_to
from services.registry.persons.schemas import NamedPerson
from services.registry.persons.tables import Person


async def name_persons(session: AsyncSession, caller: Caller, ids: Sequence[UUID]) -> list[NamedPerson]:
    """Those of ``ids`` who are of the caller's area, by id; nothing is said of others."""
    wanted = select(Person.id, Person.name).where(col(Person.id).in_(ids), visible_to(caller)).order_by(col(Person.id))
    return [NamedPerson(id=person_id, name=name) for person_id, name in await session.execute(wanted)]
