"""Disclosure policies as they lie in ``gateway/policies/*.yaml``, and their index by department and purpose."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import yaml

from chassis.auth import Department

# A look-up that is allowed may always be paged.
_PAGING = frozenset({"limit", "cursor"})


class Purpose(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of the closed list of purposes."""

    code: str
    zh: str
    en: str


class LegalBasis(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The provision that a disclosure rests on."""

    law: str
    article: str


class Policy(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
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
    effective_from: date
    effective_to: date | None = None
    department: Department | None = None
    """Set when read: the department of the file."""

    @property
    def name(self) -> str:
        """Id and version, as the log and the internal token name it."""
        return f"{self.id}@{self.version}"

    def is_effective(self, on: date) -> bool:
        """Whether the policy is in force on that day."""
        return self.effective_from <= on and (self.effective_to is None or on < self.effective_to)


class PolicyFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One department's file."""

    department: Department
    zh: str
    en: str
    policies: list[Policy]


class Lookup(msgspec.Struct, frozen=True):
    """A parsed entry of ``Policy.lookups``."""

    method: str
    path: str
    segments: tuple[str, ...]
    query: frozenset[str]

    @classmethod
    def parse(cls, text: str) -> "Lookup":
        """From ``GET /api/registry/v1/persons/{person_id}?name&division``. Raises ValueError."""
        method, separator, address = text.partition(" ")
        path, _, query = address.partition("?")
        if not separator or not path.startswith("/api/"):
            raise ValueError(f"{text!r} is not 'METHOD /api/…'")
        return cls(method, path, tuple(path.split("/")), frozenset(filter(None, query.split("&"))))

    def matches(self, method: str, path: str, query: frozenset[str]) -> bool:
        """Whether a request is this look-up: same method, path and query names, paging aside."""
        asked = path.split("/")
        if _as_asked(method) != self.method or len(asked) != len(self.segments) or query - _PAGING != self.query:
            return False
        return all(_fits(want, have) for want, have in zip(self.segments, asked, strict=True))


def _as_asked(method: str) -> str:
    return "GET" if method == "HEAD" else method


def _fits(template: str, segment: str) -> bool:
    return bool(segment) if template.startswith("{") else template == segment


class Rule(msgspec.Struct, frozen=True):
    """A policy with its look-ups parsed."""

    policy: Policy
    lookups: tuple[Lookup, ...]


class Policies:
    """All policies, found by department and purpose in constant time."""

    def __init__(self, purposes: Sequence[Purpose], policies: Sequence[Policy]) -> None:
        self.purposes = tuple(purposes)
        self.codes = [purpose.code for purpose in purposes]
        self.all = tuple(policies)
        self._known = frozenset(self.codes)
        self._rules: dict[tuple[str | None, str], list[Rule]] = defaultdict(list)
        for policy in policies:
            rule = Rule(policy, tuple(Lookup.parse(text) for text in policy.lookups))
            self._rules[policy.department, policy.purpose].append(rule)

    def is_purpose(self, code: str) -> bool:
        """Whether ``code`` is in the closed list."""
        return code in self._known

    def in_force(self, department: str | None, purpose: str, on: date) -> list[Rule]:
        """The rules of a department for a purpose on a day."""
        return [rule for rule in self._rules.get((department, purpose), ()) if rule.policy.is_effective(on)]

    def purposes_of(self, department: str | None, on: date) -> list[str]:
        """The purposes that a department has a policy for on a day, in the order of the closed list."""
        return [code for code in self.codes if self.in_force(department, code, on)]


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
