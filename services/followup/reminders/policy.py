"""The policy of reminders, as shipped in ``reminders.yaml``."""

from datetime import date
from functools import cache
from pathlib import Path

import msgspec

from chassis.data_files import in_force, read_data
from services.followup.reminders.rules import About


class ReminderPolicy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One version of it; see the file for what each figure means."""

    effective_from: date
    quiet_from: int
    quiet_until: int
    days_ahead: dict[About, int]
    days_of_use: dict[About, int]
    back_off_minutes: list[int]


@cache
def _versions() -> list[ReminderPolicy]:
    return read_data(Path(__file__).with_name("reminders.yaml"), list[ReminderPolicy])


def policy_on(day: date) -> ReminderPolicy:
    """The version in force. Raises BadDataFile."""
    return in_force(_versions(), day)
