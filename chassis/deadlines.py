"""Deadlines as data: so many days or working days from an event, by the provision in force on that day."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import msgspec
import yaml

from chassis.working_days import after_working_days


class NoDeadline(ValueError):
    """No provision was in force on the day asked for: the file has a gap."""


class Provision(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"since": "from"}):
    """So long from an event of ``since`` or later, until the next provision in the list."""

    since: date
    source: str
    days: int | None = None
    working_days: int | None = None

    def __post_init__(self) -> None:
        if (self.days is None) == (self.working_days is None):
            raise ValueError("a deadline counts in days or in working days")

    def last_day(self, start: date) -> date:
        """The last day that is in time for what began on ``start``."""
        if self.working_days is not None:
            return after_working_days(start, self.working_days)
        return start + timedelta(days=self.days or 0)


def load_deadlines(path: Path) -> dict[str, list[Provision]]:
    """The provisions of a YAML file, by the name of the duty. Raises msgspec.ValidationError."""
    return msgspec.convert(yaml.safe_load(path.read_text("utf-8")), dict[str, list[Provision]])


def in_force(provisions: Sequence[Provision], day: date) -> Provision:
    """The newest provision that has begun by ``day``. Raises NoDeadline."""
    begun = [provision for provision in provisions if provision.since <= day]
    if not begun:
        raise NoDeadline(day.isoformat())
    return max(begun, key=lambda provision: provision.since)
