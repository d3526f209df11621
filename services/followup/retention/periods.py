"""The retention periods, as shipped in ``services/followup/retention.yaml``."""

from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Literal, get_args

import msgspec

from chassis.data_files import BadDataFile, Words, read_data

Record = Literal[
    "visit-content",
    "check-content",
    "referral-content",
    "method-choice",
    "contact-phone",
    "care-before",
    "reminder",
    "local-message",
]


class Retention(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How long one kind of record is kept."""

    record: Record
    title: Words
    counts_from: str
    days: int
    source: str | dict[Literal["our-choice"], str]


@cache
def retentions() -> dict[Record, Retention]:
    """All of them. Raises BadDataFile where one is missing or says nothing."""
    read = {each.record: each for each in read_data(Path(__file__).parents[1] / "retention.yaml", list[Retention])}
    if set(read) != set(get_args(Record)) or any(each.days < 1 for each in read.values()):
        raise BadDataFile("retention.yaml: every kind of record needs a period of at least a day")
    return read


def period(record: Record) -> timedelta:
    """How long this kind is kept."""
    return timedelta(days=retentions()[record].days)
