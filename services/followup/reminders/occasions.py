"""What people can be reminded of, each as one query: whom, of what, for which day. Read-only views of the features."""

from datetime import date, timedelta
from typing import NamedTuple, get_args
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from services.followup.contacts.load import NEWEST
from services.followup.reminders.policy import ReminderPolicy
from services.followup.reminders.rules import About

# Everything here is agreed to twice: the care by its own consent, the message by the contact's.
_SOURCES: dict[About, str] = {
    # The day that the worker plans to come, where one does.
    "visit": "SELECT person_id, id, coalesce(planned_on, due_on) AS for_on FROM visits"
    " WHERE state IN ('scheduled', 'due')",
    "appointment": "SELECT person_id, id, day AS for_on FROM appointments WHERE state = 'booked'",
    "result": "SELECT person_id, id, result_on AS for_on FROM appointments WHERE state = 'ready'",
    "referral": "SELECT person_id, id, answer_due_on AS for_on FROM referrals WHERE state IN ('made', 'accepted')",
}
_REACHABLE = (
    f"JOIN ({NEWEST}) c ON c.person_id = o.person_id AND c.state = 'agreed'"
    " JOIN people p ON p.person_id = o.person_id AND p.living AND NOT p.withdrawn"
)
_BATCH = 500


class Occasion(NamedTuple):
    """Something that somebody may be reminded of."""

    about: About
    about_id: UUID
    person_id: UUID
    for_on: date

    def __str__(self) -> str:
        """What a log may say of it: neither whom it is about nor what."""
        return str(self.about_id)


async def find_occasions(session: AsyncSession, policy: ReminderPolicy, today: date) -> list[Occasion]:
    """Occasions whose reminder is due and not there yet, of people who agreed to be reminded; at most a batch."""
    found: list[Occasion] = []
    for about in get_args(About):
        query = text(
            f"SELECT o.id, o.person_id, o.for_on FROM ({_SOURCES[about]}) o {_REACHABLE}"
            " WHERE o.for_on BETWEEN :first AND :last AND NOT EXISTS (SELECT FROM reminders r"
            f" WHERE r.about = '{about}' AND r.about_id = o.id AND r.for_on = o.for_on)"
            " ORDER BY o.for_on, o.id LIMIT :batch"
        )
        span = {
            "first": today - timedelta(days=policy.days_of_use[about]),
            "last": today + timedelta(days=policy.days_ahead[about]),
            "batch": _BATCH,
        }
        found += [Occasion(about, r.id, r.person_id, r.for_on) for r in await session.execute(query, span)]
    return found


async def still_holds(session: AsyncSession, occasion: Occasion) -> bool:
    """Whether it is still so: the visit open and on that day, the person there and willing to be reminded."""
    query = text(
        f"SELECT 1 FROM ({_SOURCES[occasion.about]}) o {_REACHABLE}"
        " WHERE o.id = :id AND o.person_id = :person AND o.for_on = :day"
    )
    told = {"id": occasion.about_id, "person": occasion.person_id, "day": occasion.for_on}
    return (await session.execute(query, told)).first() is not None
