"""The terms of break-glass: data with effective dates."""

from datetime import date
from functools import cache
from pathlib import Path

import msgspec

from chassis.auth import Role
from chassis.data_files import in_force, read_data


class Terms(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One version of ``terms.yaml``."""

    effective_from: date
    roles: list[Role]
    minutes: int
    review_days: int


@cache
def _versions() -> list[Terms]:
    return read_data(Path(__file__).with_name("terms.yaml"), list[Terms])


def terms_on(day: date) -> Terms:
    """What holds on ``day``."""
    return in_force(_versions(), day)
