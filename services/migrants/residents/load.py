"""People of this service's read model, as far as a caller may know of them."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from services.migrants.residents.tables import Resident


async def load_people(session: AsyncSession, person_ids: Collection[UUID]) -> dict[UUID, Resident]:
    """Those of ``person_ids`` who live and whose entry stands, by id."""
    known = select(Resident).where(col(Resident.person_id).in_(list(person_ids)))
    known = known.where(col(Resident.living), ~col(Resident.withdrawn))
    return {person.person_id: person for person in await session.scalars(known)}


async def household_of(session: AsyncSession, household_id: UUID | None) -> Sequence[Resident]:
    """The living members, in the order of ids; none of no household."""
    if household_id is None:
        return []
    members = select(Resident).where(col(Resident.household_id) == household_id)
    members = members.where(col(Resident.living), ~col(Resident.withdrawn)).order_by(col(Resident.person_id))
    return (await session.scalars(members)).all()
