"""What an answer disclosed, as far as a receipt tells of it."""

import os
from typing import Any

import msgspec

from gateway.disclosure.policies import Policy
from gateway.receipts.hashes import root_and_count


class Shown(msgspec.Struct, frozen=True):
    """The hashes of one answer."""

    root: str
    count: int
    fields: list[str]
    secret: bytes
    basis: dict[str, Any]


def shown(objects: list[dict[str, Any]], persons: list[str], policy: Policy, retain_until: str) -> Shown:
    """The hashes of an answer and what the policy says of it. ``persons`` are the objects', in their order."""
    secret = os.urandom(16)
    root, count = root_and_count(objects, persons, secret)
    fields = sorted({name for each in objects for name in each})
    basis = {
        "policy": policy.name,
        "policy_digest": policy.digest,
        "legal_basis": policy.told_basis,
        "retain_until": retain_until,
    }
    return Shown(root, count, fields, secret, basis)
