"""When a reminder may go out, and what becomes of it when it cannot. Pure.

waiting ──sent──▶ sent
   ├─ provider away: later, and at last ──▶ failed;  number refused ──▶ failed
   ├─ the visit was made, moved or left; the person opted out, moved away or died ──▶ cancelled
   └─ the day has passed ──▶ expired
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

About = Literal["visit", "appointment", "result", "referral"]
ReminderState = Literal["waiting", "sent", "failed", "cancelled", "expired"]
Delivery = Literal["delivered", "undelivered"]
Template = Literal["appointment", "ready"]


def is_quiet(hour: int, quiet_from: int, quiet_until: int) -> bool:
    """Whether people are left in peace in this hour; the span may pass midnight, and may be empty."""
    if quiet_from <= quiet_until:
        return quiet_from <= hour < quiet_until
    return hour >= quiet_from or hour < quiet_until


def next_attempt(now: datetime, attempts: int, back_off_minutes: Sequence[int]) -> datetime | None:
    """When to try again after the given number of failed attempts; None where it has been tried often enough."""
    if attempts > len(back_off_minutes):
        return None
    return now + timedelta(minutes=back_off_minutes[attempts - 1])


def after_report(known: str | None, told: Delivery) -> Delivery:
    """What is known of a message's arrival: once it has arrived, no later report makes it undone."""
    return "delivered" if known == "delivered" else told


def template_for(about: About) -> Template:
    """Two texts serve all occasions, so that a text does not give away which one it is."""
    return "ready" if about == "result" else "appointment"
