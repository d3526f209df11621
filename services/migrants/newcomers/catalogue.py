"""What newcomers are entitled to, as shipped in ``services.yaml``."""

from datetime import date
from functools import cache
from pathlib import Path

import msgspec

from chassis.data_files import BadDataFile, Words, in_force, read_data
from services.migrants.newcomers.plain_words import rules_of_plain_words, unplain


class EqualService(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entitlement. ``checks``: what follow-up care books for it, by its ids."""

    id: str
    from_day: int
    title: Words
    words: Words
    source: str
    checks: list[str]


class EqualServices(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One version."""

    effective_from: date
    services: list[EqualService]


@cache
def _versions() -> list[EqualServices]:
    versions = read_data(Path(__file__).with_name("services.yaml"), list[EqualServices])
    for service in (service for version in versions for service in version.services):
        for words in (service.title.zh, service.words.zh):
            faults = unplain(words, rules_of_plain_words())
            if faults:
                raise BadDataFile(f"services.yaml: {service.id}: {', '.join(faults)}")
    return versions


def equal_services(on: date) -> list[EqualService]:
    """Those in force on a day. Raises BadDataFile."""
    return in_force(_versions(), on).services
