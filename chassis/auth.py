"""Who is calling: the gateway's signed decision, which every service checks for itself.

The internal token is a JWT (RFC 7519) signed with the gateway's key, for one service, valid for at most a minute.
"""

import re
from collections import OrderedDict
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

import jwt
import msgspec
from jwt.utils import base64url_encode

from chassis import clock
from chassis.identifiers import division_prefix
from chassis.problems import NotSignedIn
from chassis.row_conditions import RowCondition
from chassis.signing import SigningKey, VerifyingKey, algorithm_of, decode
from chassis.token_keys import TokenKeys

ISSUER = "huijia-gateway"
LIFETIME = timedelta(seconds=60)
_REMEMBERED = 2000
_REQUEST_ID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")

Role = Literal["county-admin", "county-officer", "township-officer", "village-worker", "finance-officer", "auditor"]
Department = Literal["public-security", "civil-affairs", "education", "health", "human-resources"]


class Caller(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Who calls, from where, for what purpose, and what they may see."""

    subject: str
    """Account or client id; never a personal name."""
    kind: Literal["staff", "department"]
    role: Role | None = None
    division: str | None = None
    """The 12-digit code that the caller works for; what lies inside it is their scope."""
    department: Department | None = None
    purpose: str | None = None
    case_reference: str | None = None
    policy: str | None = None
    """The disclosure policy and version that decided."""
    fields: dict[str, list[str]] = {}
    """Resource → the fields that a department may see of it."""
    rows: dict[str, list[RowCondition]] = {}
    """Resource → what a row must fulfil for a department to see it; a row that does not, does not exist for it."""
    request_id: str = ""
    sandbox: bool = False
    """A department's client that is tried on synthetic people: no service answers it."""

    @property
    def scope_prefix(self) -> str:
        """The digits that every division in scope begins with."""
        return division_prefix(self.division) if self.division else "none"

    def sees(self, *divisions: str | None) -> bool:
        """Whether any of these divisions lies in the caller's scope."""
        return any(code is not None and code.startswith(self.scope_prefix) for code in divisions)


def sign(caller: Caller, service: str, key_id: str, key: SigningKey) -> str:
    """The internal token that tells ``service`` of ``caller``. By hand: the gateway makes one for every call."""
    issued = int(clock.now().timestamp())
    claims = {"iss": ISSUER, "aud": service, "iat": issued, "exp": issued + int(LIFETIME.total_seconds())}
    header = base64url_encode(msgspec.json.encode({"alg": algorithm_of(key), "kid": key_id, "typ": "JWT"}))
    signed = header + b"." + base64url_encode(msgspec.json.encode(claims | {"caller": caller}))
    return (signed + b"." + base64url_encode(key.sign(signed))).decode("ascii")


class _Checked(msgspec.Struct, frozen=True):
    caller: Caller
    issued: float
    expires: float


class TokenVerifier:
    """Checks internal tokens for one service against the gateway's published keys.

    A token checked once is remembered: the gateway sends the same one again while its decision is the same.
    """

    def __init__(self, service: str, keys: TokenKeys | Mapping[str, VerifyingKey]) -> None:
        self._service, self._keys = service, keys
        self._checked: OrderedDict[str, _Checked] = OrderedDict()

    @classmethod
    def load(cls, folder: Path, service: str) -> "TokenVerifier":
        """With the public keys that lie in ``folder``."""
        return cls(service, TokenKeys(folder))

    def verify(self, authorization: str | None) -> Caller:
        """The caller named by an ``Authorization`` header. Raises NotSignedIn, whatever is wrong with it."""
        scheme, _, token = (authorization or "").partition(" ")
        if scheme.lower() != "bearer":
            raise NotSignedIn(headers={"WWW-Authenticate": "Bearer"})
        known = self._checked.get(token) or self._remembered(token)
        # Checked here and not by the library, because the clock of this house can be moved.
        if not known.issued - 5 <= clock.now().timestamp() < known.expires:
            raise NotSignedIn(headers={"WWW-Authenticate": "Bearer"})
        return known.caller

    def _remembered(self, token: str) -> _Checked:
        try:
            key = self._keys[jwt.get_unverified_header(token)["kid"]]
            claims = self._decode(token, key)
            known = _Checked(msgspec.convert(claims["caller"], Caller), float(claims["iat"]), float(claims["exp"]))
        except (jwt.InvalidTokenError, msgspec.ValidationError, KeyError, TypeError, ValueError):
            raise NotSignedIn(headers={"WWW-Authenticate": "Bearer"}) from None
        if known.caller.sandbox:
            raise NotSignedIn(headers={"WWW-Authenticate": "Bearer"})
        self._checked[token] = known
        if len(self._checked) > _REMEMBERED:
            self._checked.popitem(last=False)
        return known

    def _decode(self, token: str, key: Any) -> dict[str, Any]:
        required = {"require": ["exp", "iat", "aud", "iss"], "verify_exp": False, "verify_iat": False}
        return decode(token, key, audience=self._service, issuer=ISSUER, options=required)


def of_request(caller: Caller, request_id: str | None) -> Caller:
    """``caller`` with the request's id, where the token holds none: it is good for several requests."""
    if caller.request_id or not _REQUEST_ID.fullmatch(request_id or ""):
        return caller
    return msgspec.structs.replace(caller, request_id=request_id)
