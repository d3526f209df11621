"""Which births followed which pregnancies: a read model of the registry, for plans that last until a birth."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import DateTime, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, col

from contracts.registry import BirthRegistered
from services.followup.plans.rules import LONGEST
from services.followup.tables import FollowupTable


class KnownBirth(FollowupTable, table=True):
    """A birth as the registry's events tell. One that was revoked stays, so that hearing it again starts nothing."""

    __tablename__: ClassVar[str] = "births"

    birth_id: UUID = Field(primary_key=True)
    mother_id: UUID | None = None
    born_on: date
    revoked: bool = False
    corrected_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    """When the newest correction was told."""


async def note_birth(session: AsyncSession, event: BirthRegistered) -> bool:
    """Whether the birth is news."""
    if await session.get(KnownBirth, event.birth_id, with_for_update=True) is not None:
        return False
    session.add(KnownBirth(birth_id=event.birth_id, mother_id=event.mother_id, born_on=event.born_on))
    await session.flush()
    return True


async def has_another(session: AsyncSession, birth: KnownBirth) -> bool:
    """Whether the same pregnancy came to another birth that stands: then it is over, whatever became of this one."""
    about = (col(KnownBirth.born_on) > birth.born_on - LONGEST, col(KnownBirth.born_on) < birth.born_on + LONGEST)
    others = select(col(KnownBirth.birth_id)).where(
        col(KnownBirth.mother_id) == birth.mother_id,
        col(KnownBirth.birth_id) != birth.birth_id,
        ~col(KnownBirth.revoked),
        *about,
    )
    return (await session.execute(others.limit(1))).first() is not None
