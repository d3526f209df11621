"""Disclosure policies as they lie in ``gateway/policies/*.yaml``, and their index by department and purpose."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec
import yaml

from chassis.auth import Department
from chassis.row_conditions import RowCondition
from gateway.disclosure.lookups import Lookup, LookupIndex


class Purpose(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of the closed list of purposes."""

    code: str
    zh: str
    en: str


class LegalBasis(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The provision that a disclosure rests on."""

    law: str
    article: str


class Quota(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many look-ups one client may make under a policy, from midnight to midnight in Shanghai."""

    per_day: int


class Retention(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How long the recipient may keep what it was shown, from the day of the look-up on."""

    days: int


class Policy(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, dict=True):
    """What one department may see of one resource for one purpose, from ``effective_from`` until before the end."""

    id: str
    version: int
    purpose: str
    resource: str
    lookups: list[str]
    """Allowed requests, each ``METHOD path/template?query&names``; nothing else is. A POST is a search, no write."""
    fields: list[str]
    legal_basis: list[LegalBasis]
    case_reference: bool
    quota: Quota
    retention: Retention
    effective_from: date
    effective_to: date | None = None
    rows: list[RowCondition] = []
    """What a row must fulfil to be shown; every row where there is none."""
    department: Department | None = None
    """Set when read: the department of the file."""

    @property
    def name(self) -> str:
        """Id and version, as the log and the internal token name it."""
        return f"{self.id}@{self.version}"

    @cached_property
    def told_basis(self) -> list[str]:
        """The legal basis as receipts tell it."""
        return [f"{each.law} {each.article}" for each in self.legal_basis]

    @cached_property
    def digest(self) -> str:
        """SHA-256 of what the policy says, its end aside, in hex: a receipt names it, so no version is ever reworded.

        The end is set when the next version is made, so it is no part of what the version says.
        """
        said = msgspec.structs.replace(self, effective_to=None)
        return hashlib.sha256(msgspec.json.encode(said, order="sorted")).hexdigest()

    def is_effective(self, on: date) -> bool:
        """Whether the policy is in force on that day."""
        return self.effective_from <= on and (self.effective_to is None or on < self.effective_to)


class PolicyFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One department's file."""

    department: Department
    zh: str
    en: str
    policies: list[Policy]


class Rule(msgspec.Struct, frozen=True):
    """A policy with its look-ups parsed."""

    policy: Policy
    lookups: tuple[Lookup, ...]


class Policies:
    """All policies, found by department, purpose and request without looking at the others."""

    def __init__(self, purposes: Sequence[Purpose], policies: Sequence[Policy]) -> None:
        self.purposes = tuple(purposes)
        self.codes = [purpose.code for purpose in purposes]
        self.all = tuple(policies)
        self._known = frozenset(self.codes)
        self._rules: dict[tuple[str | None, str], list[Rule]] = defaultdict(list)
        for policy in policies:
            rule = Rule(policy, tuple(Lookup.parse(text) for text in policy.lookups))
            self._rules[policy.department, policy.purpose].append(rule)
        self._index = {key: LookupIndex(rules) for key, rules in self._rules.items()}

    def is_purpose(self, code: str) -> bool:
        """Whether ``code`` is in the closed list."""
        return code in self._known

    def find(
        self, department: str | None, purpose: str, request: tuple[str, str, frozenset[str]], on: date
    ) -> tuple[Rule, Lookup] | None:
        """The rule that allows a department ``request`` (method, path, query names) for a purpose on a day."""
        index = self._index.get((department, purpose))
        return index.find(*request, on) if index else None

    def in_force(self, department: str | None, purpose: str, on: date) -> list[Rule]:
        """The rules of a department for a purpose on a day."""
        return [rule for rule in self._rules.get((department, purpose), ()) if rule.policy.is_effective(on)]

    def purposes_of(self, department: str | None, on: date) -> list[str]:
        """The purposes that a department has a policy for on a day, in the order of the closed list."""
        return [code for code in self.codes if self.in_force(department, code, on)]

    def versions_of(self, policy_id: str) -> list[Policy]:
        """Every version of a policy, the oldest first."""
        return sorted((policy for policy in self.all if policy.id == policy_id), key=lambda policy: policy.version)


def read_yaml(path: Path) -> Any:
    """The content of one file of the folder."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def department_files(folder: Path) -> list[Path]:
    """The files that hold policies, in a fixed order."""
    return [path for path in sorted(folder.glob("*.yaml")) if path.stem not in ("purposes", "resources")]


def load_policies(folder: Path) -> Policies:
    """Everything in ``folder``. Raises msgspec.ValidationError or ValueError where a file is wrong."""
    purposes = msgspec.convert(read_yaml(folder / "purposes.yaml"), list[Purpose])
    policies: list[Policy] = []
    for path in department_files(folder):
        content = msgspec.convert(read_yaml(path), PolicyFile)
        policies += [msgspec.structs.replace(p, department=content.department) for p in content.policies]
    return Policies(purposes, policies)
