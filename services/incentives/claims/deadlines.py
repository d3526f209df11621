"""How long an answer may take, as data."""

from datetime import date
from functools import cache
from pathlib import Path

from chassis.deadlines import Provision, in_force, load_deadlines

_FILE = Path(__file__).with_suffix(".yaml")


@cache
def _provisions() -> dict[str, list[Provision]]:
    return load_deadlines(_FILE)


def answer_within(day: date) -> Provision:
    """What holds for objections raised on ``day``. Raises NoDeadline."""
    return in_force(_provisions()["objection-answered"], day)


def answer_days(day: date) -> int:
    """The same, in working days, as people are told."""
    provision = answer_within(day)
    return provision.working_days or provision.days or 0
