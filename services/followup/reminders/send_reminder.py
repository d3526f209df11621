"""Sends one reminder, if its time has come, it is still wanted, and there is still something to remind of."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.sealing import Sealer
from services.followup.contacts.agree_to_reminders import PHONE
from services.followup.contacts.load import load_contacts
from services.followup.reminders import rules
from services.followup.reminders.occasions import Occasion, still_holds
from services.followup.reminders.policy import policy_on
from services.followup.reminders.sms.provider import Message, MessageRefused, ProviderAway, SmsProvider
from services.followup.reminders.tables import Reminder
from services.followup.reminders.tell_outcome import tell_outcome
from services.followup.reminders.templates import render


async def send_reminder(session: AsyncSession, sealer: Sealer, provider: SmsProvider, reminder_id: UUID) -> None:
    """A process that dies between sending and writing so down sends again under the same id: it arrives once."""
    reminder = await session.get(Reminder, reminder_id, with_for_update={"skip_locked": True})
    if reminder is None or reminder.state != "waiting":
        return
    message = await _message(session, sealer, reminder)
    if message is None:
        return
    reminder.attempts += 1
    try:
        await provider.send(message)
    except MessageRefused:
        reminder.state = "failed"
    except ProviderAway:
        _try_later(reminder)
    else:
        reminder.state, reminder.sent_at = "sent", clock.now()
    if reminder.state == "failed":
        await tell_outcome(session, reminder, "failed")


async def _message(session: AsyncSession, sealer: Sealer, reminder: Reminder) -> Message | None:
    """What to send, or None, with the reminder's state saying why not."""
    about: rules.About = reminder.about  # type: ignore[assignment]
    use = timedelta(days=policy_on(clock.today()).days_of_use[about])
    if reminder.for_on + use < clock.today():
        reminder.state = "expired"
        return None
    # Locked, so that an opt-out is either before the message or after it, never at once with it.
    contact = next(iter(await load_contacts(session, reminder.person_id)), None)
    holds = await still_holds(session, Occasion(about, reminder.about_id, reminder.person_id, reminder.for_on))
    if contact is None or contact.phone is None or not holds:
        reminder.state = "cancelled"
        return None
    text = render(rules.template_for(about), contact.language, reminder.for_on)
    return Message(reminder.id, sealer.open(contact.phone, PHONE), text)


def _try_later(reminder: Reminder) -> None:
    back_off = policy_on(clock.today()).back_off_minutes
    later = rules.next_attempt(clock.now(), reminder.attempts, back_off)
    if later is None:
        reminder.state = "failed"
    else:
        reminder.next_attempt_at = later
