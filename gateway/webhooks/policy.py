"""The kinds that there are, and how they are delivered: data, read once."""

from datetime import date
from functools import cache
from pathlib import Path

import msgspec

from chassis.data_files import in_force, read_data
from gateway.disclosure.policies import Policies

TEST = "webhook.test"
"""Tells of nothing: it shows that the way is open."""
DISABLED = "webhook.disabled"
"""Another endpoint of the department has failed for too long; the id is the endpoint's."""
ALWAYS = (TEST, DISABLED)
"""About webhooks themselves: for every endpoint."""


class Kind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One kind of message; see ``kinds.yaml``."""

    kind: str
    purpose: str
    resource: str
    zh: str
    en: str


class Delivering(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One version of ``delivery.yaml``; see there for what each figure means."""

    effective_from: date
    source: str
    waits_seconds: list[int]
    timeout_seconds: int
    disable_after_hours: int
    longest_overlap_hours: int
    keep_days: int


@cache
def kinds() -> dict[str, Kind]:
    """By name. Raises BadDataFile."""
    return {each.kind: each for each in read_data(Path(__file__).with_name("kinds.yaml"), list[Kind])}


@cache
def _versions() -> list[Delivering]:
    return read_data(Path(__file__).with_name("delivery.yaml"), list[Delivering])


def delivering_on(day: date) -> Delivering:
    """The version in force. Raises BadDataFile."""
    return in_force(_versions(), day)


def allowed_kinds(policies: Policies, department: str | None, on: date) -> list[str]:
    """The kinds of which a department may be told on a day: those that it might ask for (C6)."""
    return [each.kind for each in kinds().values() if may_ask(policies, department, each, on)]


def may_ask(policies: Policies, department: str | None, kind: Kind, on: date) -> bool:
    """Whether a policy in force lets the department look up what ``kind`` is about."""
    rules = policies.in_force(department, kind.purpose, on)
    return any(rule.policy.resource == kind.resource for rule in rules)
