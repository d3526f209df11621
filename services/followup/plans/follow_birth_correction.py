"""A registered birth was corrected: what counts from it counts anew, and care in pregnancy ended with the true birth.

- Another day: the plans offered for the birth count from it, the child's and the mother's. Windows that are still open
  move, what was recorded stays, and a visit whose window turns out to have passed is not owed any more.
- Another mother: the care after birth of her who was named before ends, her care in pregnancy goes on where it can
  still be in time; the mother who is named now is offered what a birth offers.
"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import clock
from chassis.repointing import forget, settle, standing_for
from chassis.subscriptions import Delivery
from contracts.registry import BirthCorrected, BirthRegistered
from services.followup.people.follow_merges import MOTHERS
from services.followup.people.tables import KnownPerson
from services.followup.plans import rules
from services.followup.plans.births import KnownBirth, has_another
from services.followup.plans.care_before import restore_care
from services.followup.plans.end_on_birth import end_on_birth, not_missed_after_all, outside_pregnancy
from services.followup.plans.end_visits import end_visits
from services.followup.plans.follow_people import follow_people
from services.followup.plans.offer_after_birth import offer_plans
from services.followup.plans.tables import Plan
from services.followup.protocols.catalogue import catalogue
from services.followup.visits.rebase_visits import rebase_visits


async def follow_birth_correction(
    session: AsyncSession, event: BirthCorrected, delivery: Delivery[BirthCorrected]
) -> None:
    """Told again, or older than what is known, it changes nothing."""
    birth = await session.get(KnownBirth, event.birth_id, with_for_update=True)
    if birth is None:
        birth = KnownBirth(birth_id=event.birth_id, mother_id=event.mother_id, born_on=event.born_on)
        session.add(birth)
    elif birth.revoked or (birth.corrected_at is not None and birth.corrected_at >= delivery.time):
        return
    before = birth.mother_id
    birth.mother_id, birth.born_on, birth.corrected_at = event.mother_id, event.born_on, delivery.time
    await session.flush()
    mother = await _mother_now(session, event)
    await _care_in_pregnancy(session, event, before, mother)
    await _count_anew(session, event.birth_id, event.born_on)
    await _end_care_of_others(session, event.birth_id, mother)
    await _offer(session, event, delivery)


async def _mother_now(session: AsyncSession, event: BirthCorrected) -> UUID | None:
    await forget(session, [MOTHERS], event.birth_id)
    if event.mother_id is None:
        return None
    await settle(session, [MOTHERS], [event.mother_id])
    return (await standing_for(session, [event.mother_id]))[event.mother_id]


async def _care_in_pregnancy(
    session: AsyncSession, event: BirthCorrected, before: UUID | None, mother: UUID | None
) -> None:
    if before is not None and (before != mother or await outside_pregnancy(session, event.birth_id, event.born_on)):
        gone = KnownBirth(birth_id=event.birth_id, mother_id=before, born_on=event.born_on)
        if not await has_another(session, gone):
            await restore_care(session, event.birth_id, undone=("completed", "ended"))
            await follow_people(session, [before])
    else:
        await not_missed_after_all(session, event.birth_id, event.born_on)
    if mother is not None:
        await end_on_birth(session, event.birth_id, mother, event.born_on)


async def _count_anew(session: AsyncSession, birth_id: UUID, born_on: date) -> None:
    plans = [plan for plan in await _plans_of(session, birth_id) if plan.anchor_on != born_on]
    for plan in plans:
        plan.anchor_on, plan.anchor_corrected_on = born_on, clock.today()
        plan.revision += 1
    await rebase_visits(session, [plan for plan in plans if plan.state == "active"])


async def _end_care_of_others(session: AsyncSession, birth_id: UUID, mother: UUID | None) -> None:
    plans = [
        plan
        for plan in await _plans_of(session, birth_id)
        if plan.state in rules.ALIVE and plan.person_id != mother and _is_mothers(plan)
    ]
    for plan in plans:
        plan.state, plan.closed_on = rules.after_ending(plan.state), clock.today()
        plan.revision += 1
    if plans:
        await end_visits(session, [plan.id for plan in plans])


def _is_mothers(plan: Plan) -> bool:
    return catalogue().version(plan.protocol, plan.version).subject == "mother"


async def _plans_of(session: AsyncSession, birth_id: UUID) -> Sequence[Plan]:
    of_birth = select(Plan).where(col(Plan.origin) == "birth", col(Plan.origin_id) == birth_id)
    return (await session.scalars(of_birth.order_by(col(Plan.id)).with_for_update())).all()


async def _offer(session: AsyncSession, event: BirthCorrected, delivery: Delivery[BirthCorrected]) -> None:
    """What the corrected birth offers; what it has offered before is offered once."""
    child = await session.get(KnownPerson, event.person_id)
    if child is None or child.division is None:
        return
    facts = {name: getattr(event, name) for name in ("person_id", "birth_id", "born_on", "mother_id", "father_id")}
    await offer_plans(session, BirthRegistered(**facts, residence_division=child.division), UUID(delivery.id))
