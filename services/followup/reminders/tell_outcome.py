"""Tell the house whether a message arrived: neither to whom it went nor what it was about (C5)."""

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock, outbox
from contracts.followup import MessageClosed
from services.followup.people.tables import KnownPerson
from services.followup.reminders.tables import Reminder


async def tell_outcome(session: AsyncSession, reminder: Reminder, outcome: str) -> None:
    """Publish it for the place where the person lives; nothing where no place is known any more."""
    person = await session.get(KnownPerson, reminder.person_id)
    if person is None or person.division is None:
        return
    event = MessageClosed(message_id=reminder.id, division=person.division, closed_on=clock.today(), outcome=outcome)
    await outbox.add(session, event)
