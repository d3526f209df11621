"""What changed between two versions of a policy. Pure."""

from typing import Any

import msgspec

from gateway.disclosure.policies import Policies, Policy

_LISTS = ("fields", "lookups")
_NAMES = ("id", "version", "department")


class Change(msgspec.Struct, frozen=True):
    """One member that differs: what came and went of a list, else what stood before and stands after."""

    member: str
    added: list[str] = []
    removed: list[str] = []
    before: Any = None
    after: Any = None


def compare(before: Policy, after: Policy) -> list[Change]:
    """Every difference, in the order of the file; empty where both say the same."""
    old, new = msgspec.to_builtins(before), msgspec.to_builtins(after)
    members = [name for name in Policy.__struct_fields__ if name not in _NAMES]
    return [_change(name, old.get(name), new.get(name)) for name in members if old.get(name) != new.get(name)]


def _change(name: str, old: Any, new: Any) -> Change:
    if name not in _LISTS:
        return Change(name, before=old, after=new)
    return Change(name, [each for each in new if each not in old], [each for each in old if each not in new])


def compare_all(before: Policies, after: Policies) -> dict[str, list[Change] | str]:
    """By name, what differs between two folders: ``added``, ``removed``, or the changes inside one version."""
    old, new = ({policy.name: policy for policy in each.all} for each in (before, after))
    told: dict[str, list[Change] | str] = {}
    for name in sorted(old.keys() | new.keys()):
        if name not in old or name not in new:
            told[name] = "added" if name in new else "removed"
        elif changes := compare(old[name], new[name]):
            told[name] = changes
    return told


def in_words(change: Change) -> str:
    """One line of a diff."""
    if change.member not in _LISTS:
        return f"{change.member}: {change.before!r} → {change.after!r}"
    return f"{change.member}: " + ", ".join(
        [f"+{each}" for each in change.added] + [f"-{each}" for each in change.removed]
    )
