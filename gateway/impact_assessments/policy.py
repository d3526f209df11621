"""How long a decision may stand: data."""

from datetime import date
from functools import cache
from pathlib import Path

import msgspec

from chassis.data_files import in_force, read_data


class ReviewPolicy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One version of ``review.yaml``."""

    effective_from: date
    review_within_days: int
    source: str


@cache
def _versions() -> list[ReviewPolicy]:
    return read_data(Path(__file__).with_name("review.yaml"), list[ReviewPolicy])


def review_policy_on(day: date) -> ReviewPolicy:
    """The version in force. Raises BadDataFile."""
    return in_force(_versions(), day)
