"""How messages are exchanged (``terms.yaml``), and when the next try is due. Pure but for reading the file once."""

from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Annotated

import msgspec

from chassis.data_files import in_force, read_data

_FILE = Path(__file__).with_name("terms.yaml")
Positive = Annotated[int, msgspec.Meta(gt=0)]


class Terms(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"effective_from": "from"}):
    """One version; the file says what each line means."""

    effective_from: date
    source: str
    message_bytes: Positive
    call_bytes: Positive
    messages_at_once: Positive
    clock_skew: Positive
    signature_holds: Positive
    answer_within: Positive
    tries_after: Annotated[list[Positive], msgspec.Meta(min_length=1)]
    given_up_after_days: Positive
    description_holds: Positive
    description_read_after: Positive

    def next_try(self, failures: int, now: datetime) -> datetime:
        """When to try again after so many failures in a row."""
        return now + timedelta(seconds=self.tries_after[min(failures, len(self.tries_after)) - 1])

    def is_given_up(self, queued_at: datetime, now: datetime) -> bool:
        """Whether a message has waited for too long."""
        return now - queued_at > timedelta(days=self.given_up_after_days)


@cache
def _versions() -> list[Terms]:
    return read_data(_FILE, list[Terms])


def terms(on: date) -> Terms:
    """What is in force on that day."""
    return in_force(_versions(), on)
