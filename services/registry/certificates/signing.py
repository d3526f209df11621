"""The signature on a certificate, and what can be told from it with nothing but the published key (JWS, RFC 7515).

The token in the QR code names the certificate, its kind, day and office, a short line that stands on the paper too
(so that a token cannot be moved to another paper), and the digest of everything printed.
"""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import jwt
import msgspec

from chassis.keys import load_signing_key, read_key_set
from chassis.signing import SigningKey, VerifyingKey, b64, decode, encode
from services.registry.certificates.facts import Facts

_ISSUER = "huijia-registry"
_CERTIFICATE, _LIST = "huijia-cert", "huijia-revocations"


class Token(msgspec.Struct, frozen=True):
    """What a certificate's QR code says."""

    number: str
    kind: str
    issued_on: date
    summary: str
    digest: str


class NotGenuine(Exception):
    """The signature is missing, broken, or of no key that is published."""


class Signer:
    """Signs certificates and the list of those revoked."""

    def __init__(self, key_id: str, key: SigningKey) -> None:
        self._key_id, self._key = key_id, key

    @classmethod
    def load(cls, path: Path) -> "Signer":
        """From a private JWK."""
        return cls(*load_signing_key(path))

    def token(self, facts: Facts, summary: str) -> str:
        """The text of the QR code."""
        digest = b64(facts.digest())
        claims = {"n": facts.number, "k": facts.kind, "d": facts.issued_on, "s": summary, "h": digest}
        return self._sign(claims, _CERTIFICATE)

    def revocation_list(self, revoked: Mapping[str, date], at: datetime, next_update: datetime) -> str:
        """Every revoked certificate's number and day; worth relying on until ``next_update``."""
        days = {number: day.isoformat() for number, day in sorted(revoked.items())}
        return self._sign({"iat": at, "next": int(next_update.timestamp()), "revoked": days}, _LIST)

    def _sign(self, claims: dict[str, Any], kind: str) -> str:
        headers = {"kid": self._key_id, "typ": kind}
        return encode({"iss": _ISSUER} | claims, self._key, headers)


def read_keys(jwks: Mapping[str, Any]) -> dict[str, VerifyingKey]:
    """Key id → key, of a published key set."""
    return read_key_set(jwks)


def read_token(token: str, keys: Mapping[str, VerifyingKey]) -> Token:
    """What a genuine token says. Raises NotGenuine."""
    claims = _verified(token, keys, _CERTIFICATE)
    try:
        named = {"number": claims["n"], "kind": claims["k"], "issued_on": claims["d"]}
        return msgspec.convert(named | {"summary": claims["s"], "digest": claims["h"]}, Token)
    except (KeyError, msgspec.ValidationError):
        raise NotGenuine("not a certificate's token") from None


def read_revocations(text: str, keys: Mapping[str, VerifyingKey]) -> tuple[dict[str, str], datetime, datetime]:
    """Number → day revoked; when the list was made, and until when it is worth relying on. Raises NotGenuine."""
    claims = _verified(text, keys, _LIST)
    made, following = (datetime.fromtimestamp(claims[name]).astimezone() for name in ("iat", "next"))
    return claims["revoked"], made, following


def matches(token: Token, facts: Facts) -> bool:
    """Whether ``facts`` are what was signed."""
    return (token.number, token.kind, token.digest) == (facts.number, facts.kind, b64(facts.digest()))


def _verified(text: str, keys: Mapping[str, VerifyingKey], kind: str) -> dict[str, Any]:
    try:
        header = jwt.get_unverified_header(text)
        if header.get("typ") != kind:
            raise NotGenuine("another kind of token")
        # Checked by dates of its own, since a certificate does not run out.
        options: Any = {"verify_iat": False, "require": ["iss"]}
        return decode(text, keys[header["kid"]], issuer=_ISSUER, options=options)
    except KeyError:
        raise NotGenuine("signed with no published key") from None
    except jwt.InvalidTokenError as error:
        raise NotGenuine(str(error)) from None
