"""The retention periods, as shipped in ``services/followup/retention.yaml``."""

from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Literal, get_args

import msgspec

from chassis import clock
from chassis.data_files import BadDataFile, Words, read_data
from chassis.deadlines import Provision, in_force

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
    periods: list[Provision]
    """In days. Each holds from its day on until the next one."""

    @property
    def now(self) -> Provision:
        """The period in force today."""
        return in_force(self.periods, clock.today())

    @property
    def days(self) -> int:
        """How long such a record is kept today."""
        return self.now.days or 0


@cache
def retentions() -> dict[Record, Retention]:
    """All of them. Raises BadDataFile where one is missing or says nothing."""
    read = {each.record: each for each in read_data(Path(__file__).parents[1] / "retention.yaml", list[Retention])}
    told = [period.days or 0 for each in read.values() for period in each.periods]
    if set(read) != set(get_args(Record)) or not all(each.periods for each in read.values()) or min(told) < 1:
        raise BadDataFile("retention.yaml: every kind of record needs a period of at least a day")
    return read


def period(record: Record) -> timedelta:
    """How long this kind is kept."""
    return timedelta(days=retentions()[record].days)
