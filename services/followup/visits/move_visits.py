"""Open visits go with their person, in the transaction in which the move becomes known here."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import clock, outbox
from chassis.cloudevents import DomainEvent
from contracts.followup import VisitReassigned
from services.followup.plans.tables import Plan
from services.followup.visits import events, rules
from services.followup.visits.tables import Visit


async def move_visits(session: AsyncSession, plans: Sequence[Plan]) -> None:
    """Give the visits of ``plans`` (locked, their division already the new one) to that division.

    Outside the county of the plan nobody of ours can visit: the visits rest, and are owed again if the person comes
    back in time. A hand-over to the other county needs a consent of its own (C8) and is not done here.
    """
    by_id = {plan.id: plan for plan in plans}
    of_plans = select(Visit).where(col(Visit.plan_id).in_(by_id)).where(col(Visit.state).in_(rules.UNFINISHED))
    told: list[DomainEvent] = []
    for visit in (await session.scalars(of_plans.order_by(col(Visit.id)).with_for_update())).all():
        told += _move(visit, by_id[visit.plan_id])
    if told:
        await outbox.add(session, *told)


def _move(visit: Visit, plan: Plan) -> list[DomainEvent]:
    left, before = visit.division, visit.state
    in_county = plan.division.startswith(plan.county)
    visit.state = rules.after_move(before, in_county, clock.today(), visit.earliest_on, visit.latest_on)
    visit.division, visit.revision = plan.division, visit.revision + 1
    # Who goes, and when, is for the new place to say.
    visit.worker, visit.planned_on = None, None
    visit.former_divisions = [code for code in visit.former_divisions if code != left] + [left]
    if visit.state == before:
        # Resting visits change hands silently: nobody owes them.
        moved = VisitReassigned(visit_id=visit.id, from_division=left, to_division=visit.division)
        return [moved] if before in rules.OPEN else []
    if visit.state == "moved-away":
        visit.closed_on = clock.today()
        return [events.closed(visit, "ended", left)]
    visit.closed_on = None
    return [events.reopened(visit)]
