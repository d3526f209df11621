"""By when corrections are due (``deadlines.yaml``)."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from chassis.deadlines import Provision, in_force, load_deadlines

_FILE = Path(__file__).with_name("deadlines.yaml")

Duty = Literal["decision", "application"]


@cache
def _deadlines() -> dict[str, list[Provision]]:
    return load_deadlines(_FILE)


def due(duty: Duty, start: date) -> tuple[date, str]:
    """The last day in time, and the provision that says so, for what began on ``start``."""
    provision = in_force(_deadlines()[duty], start)
    return provision.last_day(start), provision.source
