"""Decides what a caller may see. Pure: caller, request, policies and day in; the caller with its decision out."""

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
from gateway.disclosure.lookups import Lookup
from gateway.disclosure.policies import Policies, Policy

PURPOSE_HEADER = "X-Purpose"
CASE_HEADER = "X-Case-Reference"
CARE_SERVICES = frozenset({"followup"})

# Case numbers are Chinese as often as not; what counts is that they are short and printable.
_CASE_LENGTH = range(4, 81)
_MOST_TOLD = 50


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
    policy: Policy | None = None


def decide(caller: Caller, asked: Asked, policies: Policies, today: date) -> Decision:
    """Staff pass: services check role and division. Departments pass by a policy, or not at all (C6).

    Raises DisclosureRefused; BadPayload for a malformed case reference.
    """
    if caller.kind == "staff":
        return Decision(caller)
    if asked.service in CARE_SERVICES:
        raise HealthContentStays(rule="C5")
    policy, lookup = _find(caller, asked, policies, today)
    reference = _case_reference(asked.case_reference, policy)
    decided = msgspec.structs.replace(
        caller,
        purpose=asked.purpose,
        case_reference=reference,
        policy=policy.name,
        fields={policy.resource: policy.fields},
        rows={policy.resource: policy.rows} if policy.rows else {},
    )
    return Decision(decided, lookup, policy)


def _find(caller: Caller, asked: Asked, policies: Policies, today: date) -> tuple[Policy, Lookup]:
    if not asked.purpose:
        raise PurposeRequired(
            f"请在 {PURPOSE_HEADER} 标头中说明用途。",
            f"Name the purpose in the {PURPOSE_HEADER} header.",
            header=PURPOSE_HEADER,
            purposes=policies.codes,
        )
    if not policies.is_purpose(asked.purpose):
        raise UnknownPurpose(header=PURPOSE_HEADER, purposes=policies.codes)
    request = (asked.method, asked.path, asked.query)
    found = policies.find(caller.department, asked.purpose, request, today)
    if found is None:
        raise _not_found(caller, asked.purpose, policies, today)
    return found[0].policy, found[1]


def _not_found(caller: Caller, purpose: str, policies: Policies, today: date) -> PurposeNotAgreed | NotInPolicy:
    rules = policies.in_force(caller.department, purpose, today)
    if not rules:
        return PurposeNotAgreed(header=PURPOSE_HEADER, purposes=policies.purposes_of(caller.department, today))
    allowed = [text for rule in rules for text in rule.policy.lookups]
    return NotInPolicy(policy=", ".join(rule.policy.name for rule in rules), lookups=allowed[:_MOST_TOLD])


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
    # Signs that are not seen, or that turn the writing round, would show the person another reference than was given.
    if len(reference) not in _CASE_LENGTH or not reference.isprintable() or "\ufffd" in reference:
        least, most = _CASE_LENGTH.start, _CASE_LENGTH.stop - 1
        message = (
            f"编号须为 {least} 至 {most} 个可见字符，用 UTF-8 或百分号编码"
            f" ({least} to {most} printable characters, UTF-8 or percent-encoded)"
        )
        raise BadPayload(faults=[Fault(f"header/{CASE_HEADER}", "bad_case_reference", message)])
    return reference
