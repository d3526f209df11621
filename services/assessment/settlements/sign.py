"""The signature on a settlement (JWS, RFC 7515), with a key of assessment's own whose public half is published."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jwt
import orjson

from chassis.keys import SETTLEMENT_KEY_FILE, SETTLEMENT_KEYS_FILE, load_signing_key
from chassis.signing import VerifyingKey, decode, encode

_ISSUER, _TYPE = "huijia-assessment", "huijia-settlement"


def digest_of(document: Mapping[str, Any]) -> str:
    """SHA-256 over the document in one form: keys sorted, UTF-8, no space."""
    return hashlib.sha256(orjson.dumps(document, option=orjson.OPT_SORT_KEYS)).hexdigest()


def signed(folder: Path, period: str, version: int, digest: str) -> str:
    """The token that says: this digest is this version of this quarter."""
    key_id, key = load_signing_key(folder / SETTLEMENT_KEY_FILE)
    claims = {"iss": _ISSUER, "period": period, "version": version, "sha256": digest}
    return encode(claims, key, {"kid": key_id, "typ": _TYPE})


def is_genuine(document: Mapping[str, Any], signature: str, keys: Mapping[str, VerifyingKey]) -> bool:
    """Whether a published key signed exactly this document."""
    try:
        header = jwt.get_unverified_header(signature)
        claims = decode(signature, keys[header["kid"]], issuer=_ISSUER)
    except (jwt.InvalidTokenError, KeyError):
        return False
    named = claims.get("period"), claims.get("version")
    return (
        header.get("typ") == _TYPE
        and claims.get("sha256") == digest_of(document)
        and named == (document.get("period"), document.get("version"))
    )


def published_keys(folder: Path) -> dict[str, Any]:
    """The key set (RFC 7517) that anybody may have."""
    keys: dict[str, Any] = json.loads((folder / SETTLEMENT_KEYS_FILE).read_text())
    return keys
