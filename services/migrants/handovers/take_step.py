"""One step of a handover: the state, the line in the log, what it closes and erases, and what the house is told."""

from collections.abc import Sequence
from typing import NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock, outbox
from chassis.cloudevents import DomainEvent
from contracts.migrants import HandoverClosed, HandoverOpened, ServicesReleased
from services.migrants.handovers import rules
from services.migrants.handovers.load import people_of_all, services_of_all
from services.migrants.handovers.tables import HandedPerson, HandedService, Handover, HandoverEntry

R = TypeVar("R", HandedPerson, HandedService)
_BY_CLOCK = "clock"


class Step(NamedTuple):
    """What happens to a handover, which is locked, by whose word."""

    handover: Handover
    step: rules.Step
    by: str = _BY_CLOCK
    message_id: UUID | None = None


async def take_step(
    session: AsyncSession,
    handover: Handover,
    step: rules.Step,
    by: str = _BY_CLOCK,
    message_id: UUID | None = None,
) -> bool:
    """Whether it changed anything; ``handover`` is locked. Raises rules.TooLate."""
    (came_of_it,) = await take_steps(session, [Step(handover, step, by, message_id)])
    if isinstance(came_of_it, rules.TooLate):
        raise came_of_it
    return came_of_it


async def take_steps(session: AsyncSession, steps: Sequence[Step]) -> list[bool | rules.TooLate]:
    """Steps of different handovers: of each, whether it changed anything, or why it came too late."""
    outcomes = [_take(session, step) for step in steps]
    changed = [step.handover for step, outcome in zip(steps, outcomes, strict=True) if outcome is True]
    await _close(session, [handover for handover in changed if handover.state in rules.CLOSED])
    return outcomes


def _take(session: AsyncSession, told: Step) -> bool | rules.TooLate:
    handover = told.handover
    state: rules.State = handover.state  # type: ignore[assignment]  # the table's check holds it
    try:
        taken = (rules.gives if handover.side == "gives" else rules.takes)(state, told.step)
    except rules.TooLate as late:
        return late
    if taken.changed:
        handover.state, handover.revision = taken.state, handover.revision + 1
        handover.closed_on = clock.today() if taken.state in rules.CLOSED else None
        write_line(session, handover, told.step, told.by, told.message_id)
    return taken.changed


def write_line(session: AsyncSession, handover: Handover, step: str, by: str, message_id: UUID | None = None) -> None:
    """Add a line to the log."""
    line = HandoverEntry(
        handover_id=handover.id, at=clock.now(), step=step, state=handover.state, by=by, message_id=message_id
    )
    session.add(line)


async def tell_opened(session: AsyncSession, *handovers: Handover) -> None:
    """The house hears that an answer is owed."""
    opened = [
        HandoverOpened(
            handover_id=handover.id,
            side=handover.side,
            division=handover.division,
            offered_on=handover.offered_on,
            due_on=handover.answer_by,
        )
        for handover in handovers
    ]
    if opened:
        await outbox.add(session, *opened)


async def _close(session: AsyncSession, handovers: Sequence[Handover]) -> None:
    if not handovers:
        return
    ids = [handover.id for handover in handovers]
    people, services = _grouped(await people_of_all(session, ids)), _grouped(await services_of_all(session, ids))
    events: list[DomainEvent] = []
    for handover in handovers:
        named, given = people.get(handover.id, []), services.get(handover.id, [])
        _forget_what_is_not_taken(handover, named, given)
        events.append(_closed(handover))
        if handover.side == "gives" and handover.state == "released":
            events.append(_released(handover, named, given))
    await outbox.add(session, *events)


def _grouped(rows: Sequence[R]) -> dict[UUID, list[R]]:
    groups: dict[UUID, list[R]] = {}
    for row in rows:
        groups.setdefault(row.handover_id, []).append(row)
    return groups


def _forget_what_is_not_taken(
    handover: Handover, people: Sequence[HandedPerson], services: Sequence[HandedService]
) -> None:
    taken = handover.side == "takes" and handover.state == "released"
    for person in people:
        person.open = False
        if not taken:
            # What was shown for the decision is kept by nobody who did not take it; who gives it has the original.
            person.told = person.health = None
    for service in services:
        service.words = service.words if taken else None


def _closed(handover: Handover) -> HandoverClosed:
    return HandoverClosed(
        handover_id=handover.id,
        side=handover.side,
        division=handover.division,
        outcome=handover.state,
        offered_on=handover.offered_on,
        due_on=handover.answer_by,
        closed_on=handover.closed_on or clock.today(),
    )


def _released(
    handover: Handover, people: Sequence[HandedPerson], services: Sequence[HandedService]
) -> ServicesReleased:
    by_kind = {
        kind: [s.kept_as for s in services if s.kind == kind and not s.stays and s.kept_as is not None]
        for kind in ("care-plan", "referral", "benefit")
    }
    return ServicesReleased(
        handover_id=handover.id,
        person_ids=[person.person_id for person in people if person.person_id is not None],
        care_plans=by_kind["care-plan"],
        referrals=by_kind["referral"],
        entitlements=by_kind["benefit"],
        released_on=handover.closed_on or clock.today(),
    )
