"""By when each duty about an incident is done: data with effective dates."""

from datetime import date
from functools import cache
from pathlib import Path

from chassis.data_files import in_force, read_data
from gateway.incidents.rules import Terms


@cache
def _versions() -> list[Terms]:
    return read_data(Path(__file__).with_name("terms.yaml"), list[Terms])


def terms_on(day: date) -> Terms:
    """What holds for an incident that was noticed on ``day``. Raises BadDataFile."""
    return in_force(_versions(), day)
