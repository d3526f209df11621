"""How long the bus keeps what a service tells (``retention.yaml``): names and birth dates for no longer than needed."""

from datetime import date, timedelta
from functools import cache
from pathlib import Path

from chassis.deadlines import Provision, in_force, load_deadlines

_FILE = Path(__file__).with_name("retention.yaml")


@cache
def _periods() -> dict[str, list[Provision]]:
    return load_deadlines(_FILE)


def kept_for(topic: str, override: int | None, today: date) -> timedelta | None:
    """So long are the topic's events kept; None for ever. ``override``: days set for the installation."""
    if override is not None:
        return timedelta(days=override)
    if topic not in _periods():
        return None
    return timedelta(days=in_force(_periods()[topic], today).days or 0)
