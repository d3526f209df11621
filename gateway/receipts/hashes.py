"""Salted hashes of what was disclosed, as SD-JWT makes them (RFC 9901). Pure.

Each field of each object becomes a disclosure, ``base64url([salt, name, value])``, and counts by its SHA-256. The salt
comes from the receipt's secret: without it no hash can be guessed from a likely value; with it the recipient, who
holds the answer, finds every hash again. The receipt signs the root, one hash over all of them in order, so it stays
small, and verifies after any of the disclosures, or the secret, are gone.
"""

import binascii
import hashlib
import hmac
from typing import Any

import orjson

PERSON = "person"
_BLOCK = 64
"""Of SHA-256, in bytes: what HMAC fills a key up to; a receipt's secret is shorter."""
_INNER, _OUTER = (bytes(byte ^ pad for byte in range(256)) for pad in (0x36, 0x5C))
_URL = bytes.maketrans(b"+/", b"-_")


def b64(raw: bytes) -> str:
    """base64url without padding. Not by the library's module: this runs for every field of every disclosure."""
    return binascii.b2a_base64(raw, newline=False).rstrip(b"=").translate(_URL).decode("ascii")


def disclosures(objects: list[dict[str, Any]], persons: list[str], secret: bytes) -> list[str]:
    """Every field of every object, in order; before each object's own, whom it tells about, where that is known."""
    found = []
    for number, each in enumerate(objects):
        about = {PERSON: persons[number]} if number < len(persons) else {}
        pairs = [*about.items(), *sorted(each.items())]
        found += [_disclosure(secret, number, name, value) for name, value in pairs]
    return found


def _disclosure(secret: bytes, number: int, name: str, value: Any) -> str:
    salt = hmac.digest(secret, f"{number}\0{name}".encode(), "sha256")[:16].hex()
    return b64(orjson.dumps([salt, name, value]))


def root_and_count(objects: list[dict[str, Any]], persons: list[str], secret: bytes) -> tuple[str, int]:
    """Root and number of ``disclosures``: the same bytes, made in one go, since every disclosure pays for them."""
    # HMAC (RFC 2104) begins with the same two blocks for every salt: hashed once, and copied.
    key = secret.ljust(_BLOCK, b"\0")
    inner, outer = hashlib.sha256(key.translate(_INNER)), hashlib.sha256(key.translate(_OUTER))
    digests = []
    for number, each in enumerate(objects):
        pairs = sorted(each.items())
        if number < len(persons):
            pairs.insert(0, (PERSON, persons[number]))
        for name, value in pairs:
            within, around = inner.copy(), outer.copy()
            within.update(f"{number}\0{name}".encode())
            around.update(within.digest())
            told = orjson.dumps([around.hexdigest()[:32], name, value])
            encoded = binascii.b2a_base64(told, newline=False).rstrip(b"=").translate(_URL)
            digests.append(hashlib.sha256(encoded).digest())
    return root_of(digests), len(digests)


def digest_of(disclosure: str) -> bytes:
    """The 32 bytes that stand for a disclosure once it is redacted."""
    return hashlib.sha256(disclosure.encode("ascii")).digest()


def root_of(digests: list[bytes]) -> str:
    """One hash over all, in order, as base64url."""
    return b64(hashlib.sha256(b"".join(digests)).digest())
