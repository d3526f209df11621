"""From which day of residence somebody is owed what. Pure."""

from datetime import date, timedelta
from typing import NamedTuple


class Owed(NamedTuple):
    """Whether a service is owed today, and from which day on it is."""

    now: bool
    since: date


def owed(lives_here_since: date, from_day: int, today: date) -> Owed:
    """The first day of residence is day 1."""
    since = lives_here_since + timedelta(days=from_day - 1)
    return Owed(today >= since, since)
