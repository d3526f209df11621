"""Follow the registry: people and their two places."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis.read_model import keep_newest, table_of
from chassis.subscriptions import Delivery
from contracts.registry import PersonWithdrawn
from services.migrants.residents.tables import Resident

_KEPT = ("name", "birth_date", "registered_division", "residence_division", "household_id", "living")


async def keep_residents(session: AsyncSession, deliveries: Sequence[Delivery[Any]]) -> None:
    """Keep each person's newest facts (PersonRegistered, PersonChanged, PersonUnmerged)."""
    rows = [
        {"person_id": d.event.person_id, "revision": d.event.revision, "withdrawn": False}
        | {name: getattr(d.event.facts, name) for name in _KEPT}
        for d in deliveries
    ]
    await keep_newest(session, table_of(Resident), rows)


async def withdraw_resident(session: AsyncSession, event: PersonWithdrawn, _: Delivery[PersonWithdrawn]) -> None:
    """The registry took the entry back. A later revision brings the person back."""
    mine = (col(Resident.person_id) == event.person_id) & (col(Resident.revision) < event.revision)
    await session.execute(update(Resident).where(mine).values(revision=event.revision, withdrawn=True))
