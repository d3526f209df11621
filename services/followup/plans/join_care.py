"""After a merge one person may have two plans of one care: one goes on, the other makes way for it.

The plan that goes on is the one that was agreed to, then the one of which more was recorded, then the older. What was
recorded under the other stays where it is, and a visit that was made under it is not owed a second time. If the person
said no to this care after they had agreed to it under the other entry, the no stands (C2). All of it goes back when the
merge is undone: ``care_before`` has kept both plans.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import clock, outbox
from services.followup.plans import rules
from services.followup.plans.end_visits import end_visits
from services.followup.plans.tables import Consent, Plan
from services.followup.protocols.catalogue import catalogue
from services.followup.visits import events
from services.followup.visits.rules import OPEN
from services.followup.visits.tables import Entry, Visit


async def join_care(session: AsyncSession, person_ids: Sequence[UUID]) -> None:
    """Leave these persons one running plan of each care. The merge's memory of their plans is written already."""
    for person_id in person_ids:
        of_person = select(Plan).where(col(Plan.person_id) == person_id).order_by(col(Plan.id))
        plans = (await session.scalars(of_person.with_for_update())).all()
        for pair in _pairs(plans):
            await _join(session, *pair)


def _pairs(plans: Sequence[Plan]) -> Iterator[tuple[Plan, Plan]]:
    by_protocol: dict[str, list[Plan]] = defaultdict(list)
    for plan in plans:
        for other in by_protocol[plan.protocol]:
            protocol = catalogue().version(plan.protocol, plan.version)
            if rules.is_one_care(protocol, plan.anchor_on, other.anchor_on):
                yield other, plan
        by_protocol[plan.protocol].append(plan)


async def _join(session: AsyncSession, one: Plan, other: Plan) -> None:
    alive = [plan for plan in (one, other) if plan.state in rules.ALIVE]
    if len(alive) == 2:
        ranks = {plan.id: await _rank(session, plan) for plan in alive}
        stays, goes = sorted(alive, key=lambda plan: ranks[plan.id])
        await _make_way(session, goes, stays)
        await _spare_what_was_given(session, goes, stays)
    elif len(alive) == 1:
        left = other if alive[0] is one else one
        if left.state in rules.LEFT and await _is_newer(session, left, alive[0]):
            await _make_way(session, alive[0], left)


async def _rank(session: AsyncSession, plan: Plan) -> tuple[bool, int, object, UUID]:
    of_plan = (
        select(func.count()).join(Visit, col(Visit.id) == col(Entry.visit_id)).where(col(Visit.plan_id) == plan.id)
    )
    recorded = (await session.execute(of_plan.select_from(Entry))).scalar_one()
    return plan.state != "active", -recorded, plan.offered_at, plan.id


async def _is_newer(session: AsyncSession, left: Plan, alive: Plan) -> bool:
    consent = await session.get(Consent, alive.id)
    return consent is None or (left.closed_on is not None and left.closed_on >= consent.given_on)


async def _make_way(session: AsyncSession, goes: Plan, stays: Plan) -> None:
    goes.state, goes.closed_on, goes.superseded_by = rules.after_ending(goes.state), clock.today(), stays.id
    goes.revision += 1
    await session.flush()
    await end_visits(session, [goes.id])


async def _spare_what_was_given(session: AsyncSession, goes: Plan, stays: Plan) -> None:
    of_plan = select(Visit).where(col(Visit.plan_id) == goes.id, col(Visit.state).in_(("done", "done-late")))
    given = {(visit.step, visit.occurrence): visit.closed_on for visit in await session.scalars(of_plan)}
    owed = select(Visit).where(col(Visit.plan_id) == stays.id, col(Visit.state).in_(OPEN)).order_by(col(Visit.id))
    told = []
    for visit in (await session.scalars(owed.with_for_update())).all():
        on = given.get((visit.step, visit.occurrence))
        if on is not None and on >= visit.earliest_on:
            visit.state, visit.closed_on, visit.revision = "ended", clock.today(), visit.revision + 1
            told.append(events.closed(visit, "ended"))
    if told:
        await outbox.add(session, *told)
