"""Follow the registry: people, births and deaths."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis.read_model import keep_newest, table_of
from chassis.repointing import forget, settle
from chassis.subscriptions import Delivery
from contracts.registry import (
    BirthCorrected,
    BirthRegistered,
    BirthRevoked,
    DeathCorrected,
    DeathRegistered,
    DeathRevoked,
    PersonWithdrawn,
)
from services.incentives.beneficiaries.references import CHILDREN, PARENTS
from services.incentives.beneficiaries.tables import Beneficiary, Child

_KEPT = ("name", "birth_date", "sex", "registered_division", "residence_division", "household_id", "living")


async def keep_beneficiaries(session: AsyncSession, deliveries: Sequence[Delivery[Any]]) -> None:
    """Keep each person's newest facts (PersonRegistered)."""
    await keep_facts(session, deliveries)


async def keep_facts(session: AsyncSession, deliveries: Sequence[Delivery[Any]]) -> Sequence[UUID]:
    """The same of PersonChanged and PersonUnmerged: whose death was told before, and who lives, in the order of ids."""
    rows = [
        {"person_id": d.event.person_id, "revision": d.event.revision, "withdrawn": False}
        | {name: getattr(d.event.facts, name) for name in _KEPT}
        for d in deliveries
    ]
    await keep_newest(session, table_of(Beneficiary), rows)
    # A death told before and gone again: two entries were merged, one of them dead, and they are parted.
    alive = col(Beneficiary.person_id).in_([row["person_id"] for row in rows]) & col(Beneficiary.living)
    again = alive & col(Beneficiary.died_on).is_not(None)
    living = update(Beneficiary).where(again).values(died_on=None).returning(col(Beneficiary.person_id))
    return sorted((await session.scalars(living)).all())


async def withdraw_beneficiary(session: AsyncSession, event: PersonWithdrawn, _: Delivery[PersonWithdrawn]) -> None:
    """The registry took the entry back: nothing can be owed to it. A later revision brings the person back."""
    mine = (col(Beneficiary.person_id) == event.person_id) & (col(Beneficiary.revision) < event.revision)
    await session.execute(update(Beneficiary).where(mine).values(revision=event.revision, withdrawn=True))


async def note_death(session: AsyncSession, event: DeathRegistered | DeathCorrected, _: Delivery[Any]) -> None:
    """Note the day: payments stop from then on. The facts themselves arrive with PersonChanged."""
    mine = col(Beneficiary.person_id) == event.person_id
    await session.execute(update(Beneficiary).where(mine).values(died_on=event.died_on))


async def forget_death(session: AsyncSession, event: DeathRevoked, _: Delivery[DeathRevoked]) -> None:
    """The person lives: what stopped goes on."""
    mine = col(Beneficiary.person_id) == event.person_id
    await session.execute(update(Beneficiary).where(mine).values(died_on=None))


async def keep_child(session: AsyncSession, event: BirthRegistered, _: Delivery[BirthRegistered]) -> None:
    """Remember whose child it is."""
    row = {name: getattr(event, name) for name in ("person_id", "birth_id", "born_on", "mother_id", "father_id")}
    await session.execute(insert(Child).values(row).on_conflict_do_nothing())
    # The birth may be heard after its mother, its father or the child was merged into another entry.
    await settle(session, CHILDREN, _named(event))


async def correct_child(session: AsyncSession, event: BirthCorrected, _: Delivery[BirthCorrected]) -> None:
    """The day or the parents were wrong; a claim is judged by what is known now."""
    known = {name: getattr(event, name) for name in ("born_on", "mother_id", "father_id")}
    await session.execute(update(Child).where(col(Child.birth_id) == event.birth_id).values(known))
    await forget(session, PARENTS, event.birth_id)
    await settle(session, PARENTS, _named(event))


def _named(event: BirthRegistered | BirthCorrected) -> list[UUID]:
    return [each for each in (event.person_id, event.mother_id, event.father_id) if each is not None]


async def revoke_child(session: AsyncSession, event: BirthRevoked, _: Delivery[BirthRevoked]) -> None:
    """The registration was wrong; a claim that builds on it must be looked at again."""
    mine = col(Child.birth_id) == event.birth_id
    await session.execute(update(Child).where(mine).values(revoked=True))
