"""Reads what became of messages from their provider: whether they arrived, and who answered that they want no more."""

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from fastapi import FastAPI
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.auth import Caller
from chassis.sweeps import Sweep, run_forever
from services.followup.contacts.opt_out import stop_reminders
from services.followup.reminders.rules import after_report
from services.followup.reminders.sms.provider import ProviderAway, Report, SmsProvider
from services.followup.reminders.tables import Reminder
from services.followup.reminders.tell_outcome import tell_outcome

_PROVIDER = Caller(subject="followup:sms-provider", kind="staff")
_READ = text("SELECT cursor FROM sms_reports_read")
_MOVE_ON = text(
    "INSERT INTO sms_reports_read (cursor) VALUES (:next) ON CONFLICT (one) DO UPDATE SET cursor = excluded.cursor"
)


class Page(NamedTuple):
    """Reports between two places in the provider's list."""

    after: str
    reports: tuple[Report, ...]
    next: str

    def __str__(self) -> str:
        """What a log may say of it."""
        return f"{len(self.reports)} reports"


def reading(provider: SmsProvider) -> Sweep:
    """The sweep that reads from ``provider``, page by page, until there is nothing new."""

    async def find(session: AsyncSession) -> Sequence[Page]:
        after = (await session.execute(_READ)).scalar_one_or_none() or ""
        try:
            reports, following = await provider.read_reports(after)
        except ProviderAway:
            return []  # the next round asks again, from the same place
        return [] if following == after else [Page(after, reports, following)]

    return Sweep("read-sms-reports", timedelta(minutes=5), find, take_in)


async def take_in(session: AsyncSession, page: Page) -> None:
    """Take one page in; a page that was taken in before changes nothing."""
    await session.execute(text("SELECT pg_advisory_xact_lock(hashtext('read-sms-reports'))"))
    if ((await session.execute(_READ)).scalar_one_or_none() or "") != page.after:
        return
    for report in sorted(page.reports):
        await _take(session, report)
    await session.execute(_MOVE_ON, {"next": page.next})


async def _take(session: AsyncSession, report: Report) -> None:
    reminder = await session.get(Reminder, report.id, with_for_update=True)
    if reminder is None:
        return
    if report.state == "stopped":
        # One step and no reason, here as well (C2).
        await stop_reminders(session, _PROVIDER, reminder.person_id)
        return
    reminder.delivery, reminder.reported_at = after_report(reminder.delivery, report.state), clock.now()
    await tell_outcome(session, reminder, reminder.delivery)


async def read_reports(app: FastAPI) -> None:
    """Read until the service stops."""
    await run_forever(app.state.database, reading(app.state.sms_provider))
