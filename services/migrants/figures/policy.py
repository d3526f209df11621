"""What is shown of figures (``policy.yaml``)."""

from datetime import date
from functools import cache
from pathlib import Path

import msgspec

from chassis import clock
from chassis.data_files import in_force, read_data


class FiguresPolicy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One version."""

    effective_from: date
    smallest_shown: int


@cache
def _versions() -> list[FiguresPolicy]:
    return read_data(Path(__file__).with_name("policy.yaml"), list[FiguresPolicy])


def smallest_shown() -> int:
    """How many people a cell must hold to be shown today. Raises BadDataFile."""
    return in_force(_versions(), clock.today()).smallest_shown
