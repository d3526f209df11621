"""How long records are kept (``periods.yaml``)."""

from functools import cache
from pathlib import Path

import msgspec
import yaml

from services.registry.retention.rules import Period

_FILE = Path(__file__).with_name("periods.yaml")


class Swept(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of record that the sweep removes."""

    zh: str
    en: str
    periods: list[Period]


class Elsewhere(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of record that lives for hours and is removed by what makes it."""

    zh: str
    en: str
    hours: int
    removed_by: str


class KeepingDuty(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why something is kept although a person would have it erased."""

    basis: str
    zh: str
    en: str


class OnRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something that a person may ask to have erased."""

    zh: str
    en: str
    duty: KeepingDuty | None = None


class Periods(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything in the file."""

    swept: dict[str, Swept]
    elsewhere: dict[str, Elsewhere]
    on_request: dict[str, OnRequest]


@cache
def periods() -> Periods:
    """The file, read once. Raises msgspec.ValidationError."""
    return msgspec.convert(yaml.safe_load(_FILE.read_text("utf-8")), Periods)
