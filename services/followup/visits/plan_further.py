"""What one step's outcome means for the other steps of the plan: some are owed because of it, some no more."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import clock, outbox
from chassis.cloudevents import DomainEvent
from chassis.identifiers import new_id
from services.followup.plans.tables import Plan
from services.followup.protocols.model import Protocol, Step, Window
from services.followup.visits import events, rules
from services.followup.visits.load import VisitOfPlan
from services.followup.visits.tables import Visit


async def plan_further(session: AsyncSession, of: VisitOfPlan, protocol: Protocol, outcome: str, on: date) -> None:
    """Plan the steps that hang on this outcome, counted from its day; end those that it spares.

    The plan is locked. Told again, or contradicted later, it plans nothing twice and takes nothing back.
    """
    owed = protocol.brought_about_by(of.visit.step, outcome)
    spared = protocol.skipped_by(of.visit.step, outcome)
    if not owed and not spared:
        return
    known = select(Visit).where(col(Visit.plan_id) == of.plan.id, col(Visit.round) == of.visit.round)
    visits = (await session.scalars(known.order_by(col(Visit.id)).with_for_update())).all()
    told = [*_plan(session, of.plan, _windows_of(owed, visits, on), on), *_spare(spared, visits)]
    if told:
        await outbox.add(session, *told)


def _windows_of(steps: list[Step], known: Sequence[Visit], on: date) -> list[Window]:
    # Those that are not planned yet and can still be met.
    there = {(visit.step, visit.occurrence) for visit in known}
    windows = [window for step in steps for window in step.windows(on)]
    return [w for w in windows if (w.step.id, w.occurrence) not in there and w.latest_on >= clock.today()]


def _plan(session: AsyncSession, plan: Plan, windows: list[Window], on: date) -> list[DomainEvent]:
    visits = [_visit(plan, window, on) for window in windows]
    session.add_all(visits)
    return [events.scheduled(visit) for visit in visits]


def _visit(plan: Plan, window: Window, on: date) -> Visit:
    return Visit(
        id=new_id(),
        plan_id=plan.id,
        person_id=plan.person_id,
        version=plan.version,
        step=window.step.id,
        occurrence=window.occurrence,
        round=plan.round,
        base_on=on,
        place=window.step.place,
        division=plan.division,
        former_divisions=[],
        earliest_on=window.earliest_on,
        due_on=window.due_on,
        latest_on=window.latest_on,
        state=rules.state_on(min(clock.today(), window.latest_on), window.earliest_on, window.latest_on),
    )


def _spare(steps: list[Step], visits: Sequence[Visit]) -> list[DomainEvent]:
    told: list[DomainEvent] = []
    for visit in visits:
        if visit.state in rules.OPEN and any(visit.step == step.id for step in steps):
            visit.state, visit.closed_on, visit.revision = "ended", clock.today(), visit.revision + 1
            told.append(events.closed(visit, "ended"))
    return told
