"""Salted hashes of what was disclosed, as SD-JWT makes them (RFC 9901). Pure.

Each field of each object becomes a disclosure, ``base64url([salt, name, value])``, and counts by its SHA-256. The salt
comes from the receipt's secret: without it no hash can be guessed from a likely value; with it the recipient, who
holds the answer, finds every hash again. The receipt signs the root, one hash over all of them in order, so it stays
small, and verifies after any of the disclosures, or the secret, are gone.
"""

import binascii
import hashlib
import hmac
from itertools import pairwise
from typing import Any

import orjson

PERSON = "person"
SALTS = "shake-256"
"""What a receipt says of its salts. Earlier ones say nothing: theirs are HMACs of each field's place and name."""
_LABEL = b"huijia-salts\0"
_SALT = 16
"""Bytes; salts are slices of one stream, so that none tells anything of another."""
_FILL = (b"", b" ", b"  ")
_URL = bytes.maketrans(b"+/", b"-_")


def b64(raw: bytes) -> str:
    """base64url without padding. Not by the library's module: this runs for every field of every disclosure."""
    return binascii.b2a_base64(raw, newline=False).rstrip(b"=").translate(_URL).decode("ascii")


def disclosures(objects: list[dict[str, Any]], persons: list[str], secret: bytes, salts: str | None) -> list[str]:
    """Every field of every object, in order; before each object's own, whom it tells about, where that is known.

    ``salts`` is what the receipt says of how they come from the secret: None in those of before ``SALTS``.
    """
    pairs = _pairs(objects, persons)
    if salts == SALTS:
        return [each.decode("ascii") for each in _made(pairs, secret)]
    return [b64(orjson.dumps([_salt_of(secret, each), each[1], each[2]])) for each in pairs]


def root_and_count(objects: list[dict[str, Any]], persons: list[str], secret: bytes) -> tuple[str, int]:
    """Root and number of ``disclosures``."""
    made = _made(_pairs(objects, persons), secret)
    return root_of([hashlib.sha256(each).digest() for each in made]), len(made)


def _made(pairs: list[tuple[int, str, Any]], secret: bytes) -> list[bytes]:
    """The disclosures, in one go, since every answer pays for them.

    Each is filled up with spaces to a multiple of three bytes: so base64 of all is base64 of each, one after another.
    """
    salts = hashlib.shake_256(_LABEL + secret).hexdigest(_SALT * len(pairs))
    texts, ends, end = [], [0], 0
    for at, (_, name, value) in enumerate(pairs):
        text = orjson.dumps([salts[2 * _SALT * at : 2 * _SALT * (at + 1)], name, value])
        texts.append(text + _FILL[-len(text) % 3])
        end += (len(text) + 2) // 3 * 4
        ends.append(end)
    encoded = binascii.b2a_base64(b"".join(texts), newline=False).translate(_URL)
    return [encoded[start:end] for start, end in pairwise(ends)]


def _pairs(objects: list[dict[str, Any]], persons: list[str]) -> list[tuple[int, str, Any]]:
    """Number of the object, name and value of each field, in order."""
    pairs: list[tuple[int, str, Any]] = []
    for number, each in enumerate(objects):
        if number < len(persons):
            pairs.append((number, PERSON, persons[number]))
        pairs += [(number, name, each[name]) for name in sorted(each)]
    return pairs


def _salt_of(secret: bytes, pair: tuple[int, str, Any]) -> str:
    return hmac.digest(secret, f"{pair[0]}\0{pair[1]}".encode(), "sha256")[:_SALT].hex()


def digest_of(disclosure: str) -> bytes:
    """The 32 bytes that stand for a disclosure once it is redacted."""
    return hashlib.sha256(disclosure.encode("ascii")).digest()


def root_of(digests: list[bytes]) -> str:
    """One hash over all, in order, as base64url."""
    return b64(hashlib.sha256(b"".join(digests)).digest())
