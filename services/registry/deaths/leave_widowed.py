"""Whom a death leaves widowed (丧偶): the marital status of the one who lives on follows it, and goes back with it.

The death's own row remembers whom, and what they were before; so whatever changes a death, a marriage or who a person
is (a merge) settles it anew, and the same again changes nothing.
"""

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from sqlalchemy import or_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from services.registry.changes import Change
from services.registry.codes import MARRIED, WIDOWED
from services.registry.deaths.rules import Spouse, left_widowed
from services.registry.deaths.tables import Death
from services.registry.lock_order import lock_people
from services.registry.marital_status import restore_marital_status, set_marital_status
from services.registry.marriages.queries import partners_of, standing_marriages
from services.registry.persons.tables import Person
from services.registry.vital import STANDING


async def settle_widowhood(session: AsyncSession, ids: Collection[UUID], change: Change) -> None:
    """Let each death of these people, and of those they are married to, leave widowed whom it should, nobody else.

    Whoever changes on its account has a version with the death as its source.
    """
    await session.flush()
    people = sorted({*ids, *await partners_of(session, ids)})
    await lock_people(session, people)
    counts = or_(col(Death.state).in_(STANDING), col(Death.widowed_id).is_not(None))
    mine = select(Death).where(col(Death.person_id).in_(people), counts).order_by(col(Death.died_on), col(Death.id))
    for death in (await session.scalars(mine.execution_options(populate_existing=True))).all():
        left = left_widowed(death.died_on, await _spouses(session, death)) if death.state in STANDING else None
        by_death = replace(change, source="death", source_id=death.id)
        if death.widowed_id not in (None, left):
            await _give_back(session, death, by_death)
        if left is not None:
            await _leave(session, death, left, by_death)
    await session.flush()


async def _spouses(session: AsyncSession, death: Death) -> list[Spouse]:
    found = []
    for marriage in await standing_marriages(session, [death.person_id]):
        other = marriage.second_id if marriage.first_id == death.person_id else marriage.first_id
        person = await session.get(Person, other) if other else None
        if person is not None and marriage.ended_on is None:
            found.append(Spouse(person.id, marriage.married_on, person.died_on))
    return found


async def _leave(session: AsyncSession, death: Death, spouse_id: UUID, change: Change) -> None:
    spouse = await session.get_one(Person, spouse_id)
    if death.widowed_id is None:
        death.widowed_id, death.widowed_before = spouse.id, spouse.marital_status
    since = [m for m in await standing_marriages(session, [spouse_id]) if m.married_on >= death.died_on]
    # Told late, a death does not undo a marriage that came after it; nor what was never known as a marriage.
    if spouse.marital_status in MARRIED and not since:
        await set_marital_status(session, spouse, WIDOWED, change)


async def _give_back(session: AsyncSession, death: Death, change: Change) -> None:
    spouse = await session.get_one(Person, death.widowed_id)
    before, death.widowed_id, death.widowed_before = death.widowed_before, None, None
    await restore_marital_status(session, spouse, frozenset({WIDOWED}), before, change)
    await session.flush()
