"""Windows of registration duties (``duties.yaml``), and whether a registration comes late."""

import calendar
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec
import yaml

_FILE = Path(__file__).with_name("duties.yaml")

Duty = Literal["birth", "death", "move", "marriage", "divorce", "adoption"]


class Window(msgspec.Struct, frozen=True, rename={"since": "from"}):
    """A window in force for what happened since ``since``, until the next one in the list."""

    since: date
    source: str
    months: int = 0
    days: int = 0

    def last_day(self, happened_on: date) -> date:
        """The last day on which the registration is in time."""
        month = happened_on.month - 1 + self.months
        year, month = happened_on.year + month // 12, month % 12 + 1
        # A month that has no such day ends the window on its last day.
        day = min(happened_on.day, calendar.monthrange(year, month)[1])
        return date(year, month, day) + timedelta(days=self.days)


@cache
def _windows() -> dict[Duty, list[Window]]:
    return msgspec.convert(yaml.safe_load(_FILE.read_text("utf-8")), dict[Duty, list[Window]])


def is_late(duty: Duty, happened_on: date, registered_on: date) -> bool:
    """Whether ``registered_on`` lies after the window in force; never, where no window was in force."""
    in_force = [window for window in _windows().get(duty, []) if window.since <= happened_on]
    if not in_force:
        return False
    return registered_on > max(in_force, key=lambda window: window.since).last_day(happened_on)
