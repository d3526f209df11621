"""Days of confirmations (``policy.yaml``)."""

from datetime import date
from functools import cache
from pathlib import Path

import msgspec

from chassis.data_files import Words, in_force, read_data


class Explanation(Words, frozen=True, forbid_unknown_fields=True):
    """Why two counties cannot both be right about where somebody lives, and nobody has to change anything."""

    code: str


class ConfirmationPolicy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One version."""

    effective_from: date
    unanswered_after_days: int
    stale_after_days: int
    to_the_meeting_after_days: int
    explanations: list[Explanation]


@cache
def _versions() -> list[ConfirmationPolicy]:
    return read_data(Path(__file__).with_name("policy.yaml"), list[ConfirmationPolicy])


def confirmation_policy(on: date) -> ConfirmationPolicy:
    """The version in force. Raises BadDataFile where none is."""
    return in_force(_versions(), on)
