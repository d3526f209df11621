"""Reads an ID token (OpenID Connect Core 1.0, section 3.1.3.7). Pure; raises NotBelieved."""

import hmac
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

# Asymmetric ones alone: neither `none` nor an HMAC under a secret that we share, or under a public key.
_KINDS = {
    **dict.fromkeys(("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"), "RSA"),
    **dict.fromkeys(("ES256", "ES384", "ES512"), "EC"),
    "EdDSA": "OKP",
}
_SKEW = 60
_OLDEST = 15 * 60
_SMALLEST_RSA = 2048


class NotBelieved(Exception):
    """The reason is for the log: a word, without personal data."""


class UnknownKey(NotBelieved):
    """No key of the provider fits: perhaps it has a new one."""


def read_id_token(token: str, keys: Sequence[dict[str, Any]], issuer: str, client: str) -> dict[str, Any]:
    """What a token says that ``issuer`` signed for ``client``. Its nonce and times are for ``check_claims``."""
    try:
        header = jwt.get_unverified_header(token)
        algorithm = header.get("alg")
        kind = _KINDS.get(algorithm) if isinstance(algorithm, str) else None
        if kind is None or algorithm is None:
            raise NotBelieved("algorithm")
        key = jwt.PyJWK(_fitting(keys, header.get("kid"), kind, algorithm), algorithm).key
        if isinstance(key, RSAPublicKey) and key.key_size < _SMALLEST_RSA:
            raise NotBelieved("key_size")
        return _decode(token, key, algorithm, issuer, client)
    except (jwt.PyJWTError, ValueError, TypeError, KeyError) as error:
        raise NotBelieved(type(error).__name__) from None


def _fitting(keys: Sequence[dict[str, Any]], key_id: Any, kind: str, algorithm: str) -> dict[str, Any]:
    signing = [each for each in keys if each.get("kty") == kind and each.get("use", "sig") == "sig"]
    signing = [each for each in signing if each.get("alg", algorithm) == algorithm]
    named = [each for each in signing if key_id is None or each.get("kid") == key_id]
    # Without an id, one key must be meant.
    if len(named) != 1:
        raise UnknownKey("key")
    return named[0]


def _decode(token: str, key: Any, algorithm: str, issuer: str, client: str) -> dict[str, Any]:
    required = ["iss", "sub", "aud", "exp", "iat", "nonce"]
    # Times are compared below, because the clock of this house can be moved.
    options = {"require": required, "verify_exp": False, "verify_iat": False, "verify_nbf": False}
    return jwt.decode(token, key, algorithms=[algorithm], audience=client, issuer=issuer, options=options)  # type: ignore[arg-type]


def check_claims(claims: dict[str, Any], client: str, nonce: str, now: datetime) -> None:
    """Raises NotBelieved where the token is for another client too, of another attempt, or of another time."""
    audiences = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
    if claims.get("azp", client if len(audiences) == 1 else None) != client:
        raise NotBelieved("azp")
    given = claims["nonce"]
    if not isinstance(given, str) or not hmac.compare_digest(given.encode(errors="replace"), nonce.encode()):
        raise NotBelieved("nonce")
    at, expires, issued = now.timestamp(), claims["exp"], claims["iat"]
    begins = claims.get("nbf", issued)
    if not all(map(_is_time, (expires, issued, begins))):
        raise NotBelieved("times")
    # Written so that a NaN fits nowhere.
    if not (expires > at - _SKEW and at - _OLDEST <= issued <= at + _SKEW and begins <= at + _SKEW):
        raise NotBelieved("times")


def _is_time(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def account_in(claims: dict[str, Any], claim: str) -> str:
    """The name of the account that a token is for. Raises NotBelieved."""
    name = claims.get(claim)
    if not isinstance(name, str) or not 0 < len(name) <= 100:
        raise NotBelieved("account_claim")
    # Anybody may write any address into their profile; only the provider's check makes it theirs.
    if claim == "email" and claims.get("email_verified") is not True:
        raise NotBelieved("email_not_verified")
    return name


def gave_factor(claims: dict[str, Any], amr: frozenset[str], acr: frozenset[str]) -> bool:
    """Whether the provider says that a second factor was used, in the words the operator trusts."""
    methods = claims.get("amr")
    told = {each for each in methods if isinstance(each, str)} if isinstance(methods, list) else set()
    return bool(told & amr) or (isinstance(claims.get("acr"), str) and claims["acr"] in acr)
