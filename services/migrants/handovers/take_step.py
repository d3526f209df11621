"""One step of a handover: the state, the line in the log, what it closes and erases, and what the house is told."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock, outbox
from contracts.migrants import HandoverClosed, HandoverOpened, ServicesReleased
from services.migrants.handovers import rules
from services.migrants.handovers.load import people_of, services_of
from services.migrants.handovers.tables import Handover, HandoverEntry

_BY_CLOCK = "clock"


async def take_step(
    session: AsyncSession,
    handover: Handover,
    step: rules.Step,
    by: str = _BY_CLOCK,
    message_id: UUID | None = None,
) -> bool:
    """Whether it changed anything; ``handover`` is locked. Raises rules.TooLate."""
    state: rules.State = handover.state  # type: ignore[assignment]  # the table's check holds it
    taken = (rules.gives if handover.side == "gives" else rules.takes)(state, step)
    if not taken.changed:
        return False
    handover.state, handover.revision = taken.state, handover.revision + 1
    write_line(session, handover, step, by, message_id)
    if taken.state in rules.CLOSED:
        await _close(session, handover)
    return True


def write_line(session: AsyncSession, handover: Handover, step: str, by: str, message_id: UUID | None = None) -> None:
    """Add a line to the log."""
    line = HandoverEntry(
        handover_id=handover.id, at=clock.now(), step=step, state=handover.state, by=by, message_id=message_id
    )
    session.add(line)


async def tell_opened(session: AsyncSession, handover: Handover) -> None:
    """The house hears that an answer is owed."""
    opened = HandoverOpened(
        handover_id=handover.id,
        side=handover.side,
        division=handover.division,
        offered_on=handover.offered_on,
        due_on=handover.answer_by,
    )
    await outbox.add(session, opened)


async def _close(session: AsyncSession, handover: Handover) -> None:
    handover.closed_on = clock.today()
    people = await people_of(session, handover.id)
    services = await services_of(session, handover.id)
    taken = handover.side == "takes" and handover.state == "released"
    for person in people:
        person.open = False
        if not taken:
            # What was shown for the decision is kept by nobody who did not take it; who gives it has the original.
            person.told = person.health = None
    for service in services:
        service.words = service.words if taken else None
    closed = HandoverClosed(
        handover_id=handover.id,
        side=handover.side,
        division=handover.division,
        outcome=handover.state,
        offered_on=handover.offered_on,
        due_on=handover.answer_by,
        closed_on=handover.closed_on,
    )
    await outbox.add(session, closed)
    if handover.side == "gives" and handover.state == "released":
        by_kind = {
            kind: [s.kept_as for s in services if s.kind == kind and not s.stays and s.kept_as is not None]
            for kind in ("care-plan", "referral", "benefit")
        }
        released = ServicesReleased(
            handover_id=handover.id,
            person_ids=[person.person_id for person in people if person.person_id is not None],
            care_plans=by_kind["care-plan"],
            referrals=by_kind["referral"],
            entitlements=by_kind["benefit"],
            released_on=handover.closed_on,
        )
        await outbox.add(session, released)
