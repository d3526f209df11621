"""What holds of handovers on a day (``policy.yaml``)."""

from datetime import date
from functools import cache
from pathlib import Path

import msgspec

from chassis.data_files import in_force, read_data


class Reason(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why a county does not take a handover."""

    code: str
    zh: str
    en: str


class HandoverPolicy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One version."""

    effective_from: date
    source: str
    answer_within_working_days: int
    remind_days_before: list[int]
    health_words_days: int
    reasons: list[Reason]


@cache
def _versions() -> list[HandoverPolicy]:
    return read_data(Path(__file__).with_name("policy.yaml"), list[HandoverPolicy])


def handover_policy(on: date) -> HandoverPolicy:
    """The version in force. Raises BadDataFile where none is."""
    return in_force(_versions(), on)
