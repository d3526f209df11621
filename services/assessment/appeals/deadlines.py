"""How long there is to appeal and to answer (``appeals.yaml``)."""

from datetime import date
from functools import cache
from pathlib import Path

import msgspec

from chassis.data_files import in_force, read_data


class Deadlines(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """In calendar days."""

    effective_from: date
    to_appeal: int
    to_answer: int
    source: str


@cache
def _all() -> list[Deadlines]:
    return read_data(Path(__file__).with_name("appeals.yaml"), list[Deadlines])


def deadlines(on: date) -> Deadlines:
    """Those in force on a day."""
    return in_force(_all(), on)
