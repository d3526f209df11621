"""Ends what was not given of plans that were left or ended. The house is told that nothing is owed, and no more."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import clock, outbox
from services.followup.visits import events, rules
from services.followup.visits.tables import Visit


async def end_visits(session: AsyncSession, plan_ids: Sequence[UUID]) -> None:
    """Call it with the plans locked: plans are always locked before their visits."""
    of_plans = select(Visit).where(col(Visit.plan_id).in_(plan_ids)).order_by(col(Visit.id))
    told = []
    for visit in (await session.scalars(of_plans.with_for_update())).all():
        before, after = visit.state, rules.after_end(visit.state)
        if after == before:
            continue
        visit.state, visit.closed_on, visit.revision = after, clock.today(), visit.revision + 1
        outcome = rules.told_as(before, after)
        if outcome is not None:
            told.append(events.closed(visit, outcome))
    if told:
        await outbox.add(session, *told)
