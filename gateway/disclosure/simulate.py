"""What a department would see for a purpose on a day. Pure: it runs the rules that real calls run."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec

from chassis.auth import Department
from chassis.row_conditions import RowCondition, holds
from gateway.disclosure.errors import PurposeNotAgreed, UnknownPurpose
from gateway.disclosure.policies import Policies, Policy


class Simulated(msgspec.Struct, frozen=True):
    """The policy that would decide, which of its row conditions fail for the row, and what would be shown."""

    policy: Policy
    failing: list[RowCondition]
    shown: dict[str, Any] | None
    """Field → value; None where the department would be told that there is nobody."""


def policy_for(policies: Policies, department: Department, purpose: str, resource: str, on: date) -> Policy:
    """The policy in force. Raises UnknownPurpose or PurposeNotAgreed (with the purposes that show ``resource``)."""
    if not policies.is_purpose(purpose):
        raise UnknownPurpose(purposes=policies.codes)
    for rule in policies.in_force(department, purpose, on):
        if rule.policy.resource == resource:
            return rule.policy
    known = [code for code in policies.purposes_of(department, on) if _shows(policies, department, code, resource, on)]
    raise PurposeNotAgreed(purposes=known)


def shown_besides(policies: Policies, policy: Policy, on: date) -> list[Policy]:
    """What the same purpose opens to the department besides the resource of ``policy``."""
    rules = policies.in_force(policy.department, policy.purpose, on)
    return [rule.policy for rule in rules if rule.policy.resource != policy.resource]


def _shows(policies: Policies, department: Department, purpose: str, resource: str, on: date) -> bool:
    return any(rule.policy.resource == resource for rule in policies.in_force(department, purpose, on))


def simulate(policy: Policy, row: Mapping[str, Any], division: str | None, on: date) -> Simulated:
    """What of ``row`` (with all its fields) the policy shows to a department that works for ``division``."""
    failing = [condition for condition in policy.rows if not holds(condition, row, division, on)]
    shown = None if failing else {name: row[name] for name in policy.fields if name in row}
    return Simulated(policy, failing, shown)
