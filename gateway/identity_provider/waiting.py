"""Whom the provider named, while our own second factor is still asked: sealed into a cookie of five minutes."""

import base64
import binascii
from datetime import datetime

import msgspec

from chassis.identifiers import new_id
from chassis.sealing import SealBroken, Sealer

COOKIE = "huijia_provider_waiting"
SECONDS = 300
_CONTEXT = "identity-provider.waiting"
_LONGEST = 1000


class Waiting(msgspec.Struct, frozen=True):
    """``id`` is used up when the session begins."""

    id: str
    account: str
    until: float


def seal_waiting(sealer: Sealer, account: str, now: datetime) -> str:
    """The cookie's value."""
    waiting = Waiting(str(new_id()), account, now.timestamp() + SECONDS)
    sealed = sealer.seal(msgspec.json.encode(waiting).decode(), _CONTEXT)
    return base64.urlsafe_b64encode(sealed).decode("ascii").rstrip("=")


def open_waiting(sealer: Sealer, cookie: str, now: datetime) -> Waiting | None:
    """Who waits; None where the cookie is not ours or too old."""
    if not 0 < len(cookie) <= _LONGEST or not cookie.isascii():
        return None
    try:
        sealed = base64.b64decode(cookie + "=" * (-len(cookie) % 4), altchars=b"-_", validate=True)
        waiting = msgspec.json.decode(sealer.open(sealed, _CONTEXT), type=Waiting)
    except (binascii.Error, SealBroken, msgspec.DecodeError, ValueError):
        return None
    return waiting if now.timestamp() < waiting.until else None
