"""The policy of referrals, as shipped in ``referrals.yaml``."""

from datetime import date
from functools import cache
from pathlib import Path

import msgspec

from chassis.data_files import in_force, read_data


class ReferralPolicy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One version of it; see the file for what each figure means."""

    effective_from: date
    answer_within_days: int
    source: str
    shown_to_make_days: int


@cache
def _versions() -> list[ReferralPolicy]:
    return read_data(Path(__file__).with_name("referrals.yaml"), list[ReferralPolicy])


def policy_on(day: date) -> ReferralPolicy:
    """The version in force. Raises BadDataFile."""
    return in_force(_versions(), day)
