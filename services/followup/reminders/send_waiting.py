"""The loop that sends what is waiting, outside quiet hours."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from fastapi import FastAPI
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import clock
from chassis.clock import SHANGHAI
from chassis.sealing import Sealer
from chassis.sweeps import Sweep, run_forever
from services.followup.reminders.policy import policy_on
from services.followup.reminders.rules import is_quiet
from services.followup.reminders.send_reminder import send_reminder
from services.followup.reminders.sms.choose_provider import choose_provider
from services.followup.reminders.sms.provider import SmsProvider
from services.followup.reminders.sms.settings import SmsSettings
from services.followup.reminders.tables import Reminder

_BATCH = 200


async def find_waiting(session: AsyncSession) -> Sequence[UUID]:
    """Ids of reminders to be tried now; none in quiet hours."""
    policy = policy_on(clock.today())
    if is_quiet(clock.now().astimezone(SHANGHAI).hour, policy.quiet_from, policy.quiet_until):
        return []
    waiting = select(col(Reminder.id)).where(
        col(Reminder.state) == "waiting", col(Reminder.next_attempt_at) <= clock.now()
    )
    return (await session.scalars(waiting.order_by(col(Reminder.next_attempt_at)).limit(_BATCH))).all()


def sending(sealer: Sealer, provider: SmsProvider) -> Sweep:
    """The sweep that sends through ``provider``."""

    async def act(session: AsyncSession, reminder_id: UUID) -> None:
        await send_reminder(session, sealer, provider, reminder_id)

    return Sweep("send-reminders", timedelta(minutes=1), find_waiting, act)


async def prepare_provider(app: FastAPI) -> None:
    """Choose the way out before work begins: a setting that cannot be used stops the start-up."""
    app.state.sms_provider = choose_provider(SmsSettings(), app.state.settings.home)


async def send_waiting(app: FastAPI) -> None:
    """Send until the service stops."""
    provider: SmsProvider = app.state.sms_provider
    try:
        await run_forever(app.state.database, sending(app.state.sealer, provider))
    finally:
        await provider.close()
