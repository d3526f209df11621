"""Locks on what several acts may change, taken in one order everywhere, so that acts wait instead of locking up.

Households by their ids, then people by their ids, then the event that names them. Whom somebody is or was married to is
locked with them: a death, a marriage or a merge may change what the other is (``deaths.leave_widowed``).
"""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from services.registry.households.tables import Household
from services.registry.marriages.queries import partners_of
from services.registry.persons.tables import Person


async def lock_households(session: AsyncSession, *ids: UUID | None) -> dict[UUID, Household]:
    """Those that exist."""
    wanted = sorted({household_id for household_id in ids if household_id is not None})
    mine = select(Household).where(col(Household.id).in_(wanted)).order_by(col(Household.id)).with_for_update()
    rows = await session.scalars(mine.execution_options(populate_existing=True))
    return {household.id: household for household in rows}


async def lock_homes(session: AsyncSession, people: Collection[UUID], *more: UUID | None) -> None:
    """The households that these people are members of, and ``more``."""
    homes = select(Person.household_id).where(col(Person.id).in_(people))
    await lock_households(session, *await session.scalars(homes), *more)


async def lock_people(session: AsyncSession, ids: Collection[UUID]) -> None:
    """Those that exist; whoever needs their facts loads them after this."""
    await session.execute(select(Person.id).where(col(Person.id).in_(ids)).order_by(col(Person.id)).with_for_update())


async def lock_with_partners(session: AsyncSession, ids: Collection[UUID]) -> None:
    """These people, and whomever they are or were married to."""
    await lock_people(session, {*ids, *await partners_of(session, ids)})
