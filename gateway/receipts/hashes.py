"""Salted hashes of what was disclosed, as SD-JWT makes them (RFC 9901). Pure.

Each field of each object becomes a disclosure, ``base64url([salt, name, value])``, and counts by its SHA-256. The salt
comes from the receipt's secret: without it no hash can be guessed from a likely value; with it the recipient, who
holds the answer, finds every hash again. The receipt signs the root, one hash over all of them in order, so it stays
small, and verifies after any of the disclosures, or the secret, are gone.
"""

import base64
import hashlib
import hmac
from typing import Any

import orjson

PERSON = "person"


def b64(raw: bytes) -> str:
    """base64url without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def disclosures(objects: list[dict[str, Any]], persons: list[str], secret: bytes) -> list[str]:
    """Every field of every object, in order; before each object's own, whom it tells about, where that is known."""
    found = []
    for number, each in enumerate(objects):
        about = {PERSON: persons[number]} if number < len(persons) else {}
        pairs = [*about.items(), *sorted(each.items())]
        found += [_disclosure(secret, number, name, value) for name, value in pairs]
    return found


def _disclosure(secret: bytes, number: int, name: str, value: Any) -> str:
    salt = b64(hmac.digest(secret, f"{number}\0{name}".encode(), hashlib.sha256)[:16])
    return b64(orjson.dumps([salt, name, value]))


def hash_of(disclosure: str) -> str:
    """What stands for a disclosure once it is redacted."""
    return b64(hashlib.sha256(disclosure.encode("ascii")).digest())


def root_of(hashes: list[str]) -> str:
    """One hash over all, in order."""
    return b64(hashlib.sha256("".join(hashes).encode("ascii")).digest())
