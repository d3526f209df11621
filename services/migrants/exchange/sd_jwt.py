"""Statements with selective disclosure, as SD-JWT has them (RFC 9901), signed with Ed25519 (RFC 8037). Pure.

A statement is a JWT that holds, instead of each field, the SHA-256 of its disclosure ``base64url([salt, name,
value])``. It verifies by itself, for ever; whoever still has disclosures can show that they belong to it, one by one.
"""

import binascii
import hashlib
import hmac
from collections.abc import Iterable, Mapping
from typing import Any

import jwt
import msgspec
import orjson
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ALGORITHM = "sha-256"
_URL = bytes.maketrans(b"+/", b"-_")
_NOT_OURS = {"verify_exp": False, "verify_iat": False, "verify_aud": False, "verify_jti": False, "verify_sub": False}
"""Checked by whoever reads the statement: the clock of this house can be moved."""


class StatementBroken(Exception):
    """It is not a statement of the kind, was not signed with a key that is known, or does not fit what came with it."""


def b64(raw: bytes) -> str:
    """base64url without padding."""
    return binascii.b2a_base64(raw, newline=False).rstrip(b"=").translate(_URL).decode("ascii")


def unb64(text: str) -> bytes:
    """Raises StatementBroken."""
    try:
        return jwt.utils.base64url_decode(text.encode("ascii"))
    except ValueError:
        raise StatementBroken("not base64url") from None


def disclosures_of(fields: Mapping[str, Any], secret: bytes) -> list[str]:
    """One for each field, in the order of their names. The salts come from ``secret``, so they can be made again."""
    return [_disclosure(name, value, secret) for name, value in sorted(fields.items())]


def _disclosure(name: str, value: Any, secret: bytes) -> str:
    salt = hmac.digest(secret, name.encode(), "sha256")[:16]
    return b64(orjson.dumps([b64(salt), name, value]))


def digest_of(disclosure: str) -> str:
    """What stands for a disclosure in the statement."""
    return b64(hashlib.sha256(disclosure.encode("ascii")).digest())


def digests_of(disclosures: Iterable[str]) -> list[str]:
    """Sorted, so that their order tells nothing."""
    return sorted(digest_of(each) for each in disclosures)


def sign(kind: str, claims: Mapping[str, Any], key_id: str, key: Ed25519PrivateKey) -> str:
    """The compact JWT of type ``kind``. By hand: one is signed for every message and every receipt."""
    header = b64(orjson.dumps({"alg": "EdDSA", "kid": key_id, "typ": kind}))
    signed = f"{header}.{b64(orjson.dumps(claims))}"
    return f"{signed}.{b64(key.sign(signed.encode('ascii')))}"


def unverified(statement: str, kind: str) -> tuple[str, dict[str, Any]]:
    """Key id and claims as they stand there, proved by nobody. Raises StatementBroken."""
    try:
        parts = statement.split(".")
        header, claims = (orjson.loads(unb64(part)) for part in parts[:2])
        if len(parts) != 3 or header["typ"] != kind or not isinstance(claims, dict):
            raise StatementBroken(f"not of type {kind}")
        return str(header["kid"]), claims
    except (ValueError, KeyError, TypeError):
        raise StatementBroken("no statement") from None


def verify(statement: str, kind: str, key: Ed25519PublicKey) -> dict[str, Any]:
    """The claims, once the signature fits. Raises StatementBroken."""
    unverified(statement, kind)
    try:
        return jwt.decode(statement, key, algorithms=["EdDSA"], options=_NOT_OURS)  # type: ignore[arg-type]
    except jwt.InvalidTokenError as error:
        raise StatementBroken(type(error).__name__) from None


def disclosed(claims: Mapping[str, Any], disclosures: Iterable[str], *, whole: bool = True) -> dict[str, Any]:
    """The fields in ``disclosures``, which must be all (or, unless ``whole``, some) of the statement's.

    Raises StatementBroken.
    """
    shown = list(disclosures)
    expected, found = claims.get("_sd"), digests_of(shown) if all(each.isascii() for each in shown) else []
    fits = found == expected if whole else isinstance(expected, list) and set(found) <= set(expected)
    if claims.get("_sd_alg") != ALGORITHM or not fits or len(found) != len(shown):
        raise StatementBroken("what came with the statement is not what it covers")
    try:
        parts = [msgspec.json.decode(unb64(each), type=tuple[str, str, Any]) for each in shown]
    except msgspec.MsgspecError:
        raise StatementBroken("a disclosure cannot be read") from None
    return {name: value for _, name, value in parts}
