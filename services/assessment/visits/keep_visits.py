"""Follow care visits from planned to closed. Events of one visit arrive in order, each at most once in effect."""

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis.subscriptions import Delivery
from contracts.followup import (
    VisitClosed,
    VisitOverdue,
    VisitReassigned,
    VisitReopened,
    VisitRescheduled,
    VisitScheduled,
)
from services.assessment.visits.tables import VisitFact


async def keep_visit(session: AsyncSession, event: VisitScheduled, _: Delivery[VisitScheduled]) -> None:
    """A visit became owed."""
    row = {name: getattr(event, name) for name in ("visit_id", "division", "due_on", "latest_on")}
    await session.execute(insert(VisitFact).values(row).on_conflict_do_nothing())


async def note_overdue(session: AsyncSession, event: VisitOverdue, _: Delivery[VisitOverdue]) -> None:
    """Its window passed without an outcome."""
    await _change(session, event.visit_id, overdue=True)


async def close_visit(session: AsyncSession, event: VisitClosed, _: Delivery[VisitClosed]) -> None:
    """It came to an outcome, in the division that had it then."""
    await _change(session, event.visit_id, division=event.division, closed_on=event.closed_on, outcome=event.outcome)


async def reopen_visit(session: AsyncSession, event: VisitReopened, _: Delivery[VisitReopened]) -> None:
    """It is owed again, by the division that the person came back to."""
    await _change(session, event.visit_id, division=event.division, overdue=False, closed_on=None, outcome=None)


async def reschedule_visit(session: AsyncSession, event: VisitRescheduled, _: Delivery[VisitRescheduled]) -> None:
    """Its dates changed; by the new ones it is not overdue yet."""
    await _change(session, event.visit_id, due_on=event.due_on, latest_on=event.latest_on, overdue=False)


async def follow_visit(session: AsyncSession, event: VisitReassigned, _: Delivery[VisitReassigned]) -> None:
    """It went with its person; from now on the new division owes it."""
    await _change(session, event.visit_id, division=event.to_division)


async def _change(session: AsyncSession, visit_id: object, **values: object) -> None:
    await session.execute(update(VisitFact).where(col(VisitFact.visit_id) == visit_id).values(values))
