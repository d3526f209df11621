"""Decides what a caller may see. Pure: caller, request, policies and day in; the caller with its decision out."""

import re
from collections.abc import Sequence
from datetime import date
from urllib.parse import unquote

import msgspec

from chassis.auth import Caller
from chassis.problems import BadPayload, Fault
from gateway.disclosure.errors import (
    CaseReferenceRequired,
    HealthContentStays,
    NotInPolicy,
    PurposeNotAgreed,
    PurposeRequired,
    UnknownPurpose,
)
from gateway.disclosure.policies import Lookup, Policies, Policy, Rule

PURPOSE_HEADER = "X-Purpose"
CASE_HEADER = "X-Case-Reference"
CARE_SERVICES = frozenset({"followup"})

# Case numbers are Chinese as often as not; what counts is that they are short and printable.
_CASE_LENGTH = range(4, 81)
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")


class Asked(msgspec.Struct, frozen=True):
    """The request, as far as the decision depends on it. ``path`` is decoded, without the query."""

    service: str
    method: str
    path: str
    query: frozenset[str]
    purpose: str | None
    case_reference: str | None


class Decision(msgspec.Struct, frozen=True):
    """The caller as the service is to see it, and the look-up that was allowed (departments only)."""

    caller: Caller
    lookup: Lookup | None = None


def decide(caller: Caller, asked: Asked, policies: Policies, today: date) -> Decision:
    """Staff pass: services check role and division. Departments pass by a policy, or not at all (C6).

    Raises DisclosureRefused; BadPayload for a malformed case reference.
    """
    if caller.kind == "staff":
        return Decision(caller)
    if asked.service in CARE_SERVICES:
        raise HealthContentStays(rule="C5")
    rules = _rules_for(caller, asked, policies, today)
    policy, lookup = _find(rules, asked)
    reference = _case_reference(asked.case_reference, policy)
    decided = msgspec.structs.replace(
        caller,
        purpose=asked.purpose,
        case_reference=reference,
        policy=policy.name,
        fields={policy.resource: policy.fields},
    )
    return Decision(decided, lookup)


def _rules_for(caller: Caller, asked: Asked, policies: Policies, today: date) -> list[Rule]:
    if not asked.purpose:
        raise PurposeRequired(
            f"请在 {PURPOSE_HEADER} 标头中说明用途。",
            f"Name the purpose in the {PURPOSE_HEADER} header.",
            header=PURPOSE_HEADER,
            purposes=policies.codes,
        )
    if not policies.is_purpose(asked.purpose):
        raise UnknownPurpose(header=PURPOSE_HEADER, purposes=policies.codes)
    rules = policies.in_force(caller.department, asked.purpose, today)
    if not rules:
        agreed = policies.purposes_of(caller.department, today)
        raise PurposeNotAgreed(header=PURPOSE_HEADER, purposes=agreed)
    return rules


def _find(rules: Sequence[Rule], asked: Asked) -> tuple[Policy, Lookup]:
    for rule in rules:
        for lookup in rule.lookups:
            if lookup.matches(asked.method, asked.path, asked.query):
                return rule.policy, lookup
    allowed = [text for rule in rules for text in rule.policy.lookups]
    raise NotInPolicy(policy=", ".join(rule.policy.name for rule in rules), lookups=allowed)


def _case_reference(given: str | None, policy: Policy) -> str | None:
    if not given:
        if policy.case_reference:
            raise CaseReferenceRequired(
                f"请在 {CASE_HEADER} 标头中填写编号。",
                f"Give it in the {CASE_HEADER} header.",
                header=CASE_HEADER,
                policy=policy.name,
            )
        return None
    reference = unquote(given).strip()
    if len(reference) not in _CASE_LENGTH or _UNPRINTABLE.search(reference) or "\ufffd" in reference:
        message = f"{_CASE_LENGTH.start} to {_CASE_LENGTH.stop - 1} printable characters, UTF-8 or percent-encoded"
        raise BadPayload(faults=[Fault(f"header/{CASE_HEADER}", "bad_case_reference", message)])
    return reference
