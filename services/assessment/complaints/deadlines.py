"""How long a complaint may take (``complaints.yaml``)."""

from datetime import date
from functools import cache
from pathlib import Path

import msgspec

from chassis.data_files import in_force, read_data


class Deadlines(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """In calendar days."""

    effective_from: date
    answer_within: int
    extend_by: int
    reopen_within: int
    source: str


@cache
def _all() -> list[Deadlines]:
    return read_data(Path(__file__).with_name("complaints.yaml"), list[Deadlines])


def deadlines(on: date) -> Deadlines:
    """Those in force on a day."""
    return in_force(_all(), on)
