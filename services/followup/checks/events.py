"""What leaves this service about a check: its id, place and dates, never whose it is nor which check (C5)."""

from datetime import date

from contracts.followup import CheckPerformed, CheckResultDelivered
from services.followup.checks.tables import Appointment


def _day(day: date | None) -> date:
    if day is None:
        raise ValueError("a check that was held has its days")
    return day


def held(appointment: Appointment) -> CheckPerformed:
    """It took place, and the result is owed by a day."""
    return CheckPerformed(
        check_id=appointment.id,
        division=appointment.division,
        held_on=_day(appointment.held_on),
        due_on=_day(appointment.result_due_on),
    )


def delivered(appointment: Appointment) -> CheckResultDelivered:
    """The result reached the person."""
    return CheckResultDelivered(
        check_id=appointment.id,
        division=appointment.division,
        held_on=_day(appointment.held_on),
        due_on=_day(appointment.result_due_on),
        delivered_on=_day(appointment.delivered_on),
    )
