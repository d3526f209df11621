"""What holds of movements on a day (``policy.yaml``)."""

from datetime import date
from functools import cache
from pathlib import Path

import msgspec

from chassis.data_files import in_force, read_data


class MovementPolicy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One version."""

    effective_from: date
    child_below_years: int
    not_followed_after_days: int
    declared_within_days: int


@cache
def _versions() -> list[MovementPolicy]:
    return read_data(Path(__file__).with_name("policy.yaml"), list[MovementPolicy])


def movement_policy(on: date) -> MovementPolicy:
    """The version in force. Raises BadDataFile where none is."""
    return in_force(_versions(), on)
