"""What newcomers are entitled to, as shipped in ``services.yaml``."""

from datetime import date
from functools import cache
from pathlib import Path

import msgspec

from chassis.data_files import Words, in_force, read_data


class EqualService(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entitlement. ``check``: an appointment for it is made in follow-up care."""

    id: str
    from_day: int
    title: Words
    words: Words
    source: str
    check: bool


class EqualServices(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One version."""

    effective_from: date
    services: list[EqualService]


@cache
def _versions() -> list[EqualServices]:
    return read_data(Path(__file__).with_name("services.yaml"), list[EqualServices])


def equal_services(on: date) -> list[EqualService]:
    """Those in force on a day. Raises BadDataFile."""
    return in_force(_versions(), on).services
