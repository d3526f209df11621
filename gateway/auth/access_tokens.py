"""Access tokens: what callers hold. JWTs signed with the gateway's key, for this gateway alone (RFC 7519, RFC 9068).

They differ from the internal tokens of ``chassis.auth`` in issuer, audience and ``typ``; neither passes for the other.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import jwt
import msgspec

from chassis import clock
from chassis.auth import Caller
from chassis.identifiers import new_id
from chassis.problems import NotSignedIn
from chassis.signing import SigningKey, VerifyingKey, decode, encode
from chassis.token_keys import TokenKeys

AUDIENCE = "huijia"
_TYPE = "at+jwt"
_LONGEST = 4096
_REMEMBERED = 10_000


class AccessToken(msgspec.Struct, frozen=True):
    """What a valid access token says."""

    session: UUID
    caller: Caller
    expires_at: float
    certificate: str | None = None
    """Whoever holds the token must come by the certificate of this thumbprint (RFC 8705); None: by any, or none."""


class AccessTokens:
    """Issues access tokens and checks them. A token checked once is remembered until it expires."""

    def __init__(
        self,
        issuer: str,
        lifetime: timedelta,
        signing: tuple[str, SigningKey],
        keys: TokenKeys | Mapping[str, VerifyingKey],
    ) -> None:
        self._issuer, self._lifetime, self._keys = issuer, lifetime, keys
        self._key_id, self._key = signing
        self._checked: OrderedDict[bytes, AccessToken] = OrderedDict()

    @property
    def lifetime(self) -> timedelta:
        """How long a token is valid."""
        return self._lifetime

    @property
    def audiences(self) -> list[str]:
        """What a client's assertion may be for: this issuer, or its token address."""
        return [self._issuer, f"{self._issuer.rstrip('/')}/oauth/token"]

    def issue(
        self, caller: Caller, lifetime: timedelta | None = None, certificate: str | None = None
    ) -> tuple[str, UUID, datetime]:
        """A token for ``caller``, its session's id, and when it was issued; bound to ``certificate`` if given."""
        session, issued = new_id(), clock.now()
        claims: dict[str, Any] = {"iss": self._issuer, "aud": AUDIENCE, "sub": caller.subject, "jti": str(session)}
        claims |= {"iat": issued, "exp": issued + (lifetime or self._lifetime)}
        claims |= {"caller": msgspec.to_builtins(caller)}
        if certificate is not None:
            claims["cnf"] = {"x5t#S256": certificate}
        headers = {"kid": self._key_id, "typ": _TYPE}
        return encode(claims, self._key, headers), session, issued

    def verify(self, authorization: str | None, certificate: str | None = None) -> AccessToken:
        """What the token in an ``Authorization`` header says. Raises NotSignedIn, whatever is wrong with it.

        ``certificate`` is the thumbprint of the one by which the caller came.
        """
        known = self.read(authorization)
        self.check(known, certificate)
        return known

    def read(self, authorization: str | None) -> AccessToken:
        """The same without looking whether it is still good, or for this caller: ``check`` tells."""
        scheme, _, token = (authorization or "").partition(" ")
        if scheme.lower() != "bearer" or not 0 < len(token) <= _LONGEST:
            raise _refusal()
        digest = hashlib.sha256(token.encode(errors="replace")).digest()
        known = self._checked.get(digest)
        if known is None:
            known = self._read(token)
            self._remember(digest, known)
        return known

    def check(self, token: AccessToken, certificate: str | None) -> None:
        """Raises NotSignedIn where it has expired, or is bound to another certificate."""
        if clock.timestamp() >= token.expires_at or token.certificate not in (None, certificate):
            raise _refusal()

    def _remember(self, digest: bytes, token: AccessToken) -> None:
        self._checked[digest] = token
        if len(self._checked) > _REMEMBERED:
            self._checked.popitem(last=False)

    def _read(self, token: str) -> AccessToken:
        try:
            header = jwt.get_unverified_header(token)
            if header.get("typ") != _TYPE:
                raise _refusal()
            claims = self._decode(token, self._keys[header["kid"]])
            caller = msgspec.convert(claims["caller"], Caller)
            if caller.subject != claims["sub"] or claims["iat"] > clock.now().timestamp() + 5:
                raise _refusal()
            return AccessToken(UUID(claims["jti"]), caller, float(claims["exp"]), _bound_to(claims))
        except (jwt.InvalidTokenError, msgspec.ValidationError, KeyError, TypeError, ValueError):
            raise _refusal() from None

    def _decode(self, token: str, key: VerifyingKey) -> dict[str, Any]:
        # Times are compared by the caller, because the clock of this house can be moved.
        required = ["exp", "iat", "aud", "iss", "sub", "jti"]
        return decode(
            token,
            key,
            audience=AUDIENCE,
            issuer=self._issuer,
            options={"require": required, "verify_exp": False, "verify_iat": False},
        )


def _bound_to(claims: dict[str, Any]) -> str | None:
    return str(claims["cnf"]["x5t#S256"]) if "cnf" in claims else None


def _refusal() -> NotSignedIn:
    return NotSignedIn(headers={"WWW-Authenticate": 'Bearer realm="huijia"'})
