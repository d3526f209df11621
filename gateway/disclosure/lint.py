"""Finds what is wrong with a folder of disclosure policies. Pure apart from reading; returns faults in words."""

import json
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import yaml

from gateway.disclosure.decide import CARE_SERVICES
from gateway.disclosure.policies import Policies, Policy, department_files, load_policies, read_yaml

_SCHEMA = Path(__file__).parent / "policy.schema.json"
# C7: each look-up by public security needs a case reference.
_ALWAYS_BY_CASE = frozenset({"public-security"})


class Resource(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of ``resources.yaml``: its fields, who answers for it, and what a department never sees of it."""

    fields: list[str]
    services: list[str]
    never: dict[str, list[str]] = {}
    conditions: list[str] = []
    """The fields that a row condition may ask about."""


def load_resources(folder: Path) -> dict[str, Resource]:
    """The resources that can be disclosed at all. Raises msgspec.ValidationError."""
    return msgspec.convert(read_yaml(folder / "resources.yaml"), dict[str, Resource])


def lint(folder: Path) -> list[str]:
    """Every fault in ``folder``; empty when the policies may be used."""
    faults = [fault for path in department_files(folder) for fault in _shape(path)]
    if faults:
        return faults
    try:
        policies, resources = load_policies(folder), load_resources(folder)
    except (msgspec.ValidationError, ValueError, OSError, yaml.YAMLError) as error:
        return [str(error)]
    return [*_sets(policies), *(f for p in policies.all for f in _one(p, policies, resources))]


def _shape(path: Path) -> Iterator[str]:
    try:
        # Dates as text, as they stand in the file: the schema speaks of JSON.
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - text only
        typed = json.loads(json.dumps(read_yaml(path), default=date.isoformat))
    except (yaml.YAMLError, ValueError) as error:
        yield f"{path.name}: cannot be read: {type(error).__name__}"
        return
    if not isinstance(content, dict):
        yield f"{path.name}: is no mapping"
        return
    validator = jsonschema.Draft202012Validator(json.loads(_SCHEMA.read_text(encoding="utf-8")))
    for fault in sorted(validator.iter_errors(typed), key=lambda e: list(map(str, e.absolute_path))):
        yield f"{path.name}: {fault.json_path}: {fault.message}"


def _sets(policies: Policies) -> Iterator[str]:
    if len(set(policies.codes)) != len(policies.codes):
        yield "purposes.yaml: a purpose is there twice"
    names = [policy.name for policy in policies.all]
    yield from (f"{name}: is there twice" for name in sorted({n for n in names if names.count(n) > 1}))
    for one, other in combinations(policies.all, 2):
        same = _key(one) == _key(other)
        if same and _overlap(one, other):
            yield f"{one.name} and {other.name}: both in force at once for the same purpose and resource"
        if one.id == other.id and _disordered(one, other):
            yield f"{one.name} and {other.name}: a later version begins on a later day, for the same purpose"


def _key(policy: Policy) -> tuple[Any, ...]:
    return policy.department, policy.purpose, policy.resource


def _overlap(one: Policy, other: Policy) -> bool:
    first, second = sorted((one, other), key=lambda policy: policy.effective_from)
    return first.effective_to is None or second.effective_from < first.effective_to


def _disordered(one: Policy, other: Policy) -> bool:
    older, newer = sorted((one, other), key=lambda policy: policy.version)
    later = older.version == newer.version or older.effective_from < newer.effective_from
    return not later or _key(one) != _key(other)


def _one(policy: Policy, policies: Policies, resources: dict[str, Resource]) -> Iterator[str]:
    if not policies.is_purpose(policy.purpose):
        yield f"{policy.name}: purpose {policy.purpose!r} is not in the closed list"
    if not policy.id.startswith(f"{policy.department}."):
        yield f"{policy.name}: the id does not begin with its department"
    if policy.effective_to is not None and policy.effective_to <= policy.effective_from:
        yield f"{policy.name}: ends before it begins"
    if policy.department in _ALWAYS_BY_CASE and not policy.case_reference:
        yield f"{policy.name}: {policy.department} needs a case reference for each look-up (C7)"
    resource = resources.get(policy.resource)
    if resource is None:
        yield f"{policy.name}: unknown resource {policy.resource!r}"
        return
    yield from _fields(policy, resource)
    yield from _rows(policy, resource)
    yield from _lookups(policy, resource)


def _rows(policy: Policy, resource: Resource) -> Iterator[str]:
    for condition in policy.rows:
        if condition.field not in resource.conditions:
            yield f"{policy.name}: no row condition may ask about {condition.field!r} of {policy.resource}"
        if condition.says_nothing:
            yield f"{policy.name}: the condition on {condition.field!r} asks nothing, so nobody would be shown"


def _fields(policy: Policy, resource: Resource) -> Iterator[str]:
    never = resource.never.get(policy.department or "", [])
    for field in policy.fields:
        if field not in resource.fields:
            yield f"{policy.name}: {policy.resource} has no field {field!r}"
        elif field in never:
            yield f"{policy.name}: {policy.department} never sees {field!r} of {policy.resource}"


def _lookups(policy: Policy, resource: Resource) -> Iterator[str]:
    for text in policy.lookups:
        method, _, path = text.partition(" ")
        service, _, rest = path.removeprefix("/api/").partition("/")
        if service in CARE_SERVICES:
            yield f"{policy.name}: {service} holds care content, which is not disclosed (C5)"
        elif service not in resource.services:
            yield f"{policy.name}: {service} does not answer for {policy.resource}"
        if method == "GET" and "{" not in rest and "?" not in rest:
            yield f"{policy.name}: {text!r} would list everything: name a person or a query"
