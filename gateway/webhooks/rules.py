"""How a webhook is signed (Standard Webhooks 1.0), when it is tried again, and when an endpoint is disabled. Pure."""

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

_PREFIX = "whsec_"
_SHORTEST, _LONGEST = 24, 64


class UnusableSecret(ValueError):
    """The secret is not one of Standard Webhooks."""


def key_in(secret: str) -> bytes:
    """The key in ``whsec_<base64>``, 24 to 64 bytes. Raises UnusableSecret."""
    if not secret.startswith(_PREFIX):
        raise UnusableSecret("须以 whsec_ 开头 (begins with whsec_)")
    try:
        key = base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
    except (binascii.Error, ValueError):
        raise UnusableSecret("whsec_ 之后须为 base64 (whsec_ is followed by base64)") from None
    if not _SHORTEST <= len(key) <= _LONGEST:
        raise UnusableSecret(
            f"须为 {_SHORTEST} 至 {_LONGEST} 个随机字节的 base64 ({_SHORTEST} to {_LONGEST} random bytes in base64)"
        )
    return key


def body_of(kind: str, at: datetime, thing_id: UUID) -> bytes:
    """What is told: the kind, when, and an id to ask with."""
    told = {"type": kind, "timestamp": at.isoformat(), "data": {"id": str(thing_id)}}
    return json.dumps(told, separators=(",", ":")).encode()


def headers_of(message_id: UUID, at: datetime, body: bytes, secrets: Sequence[str]) -> dict[str, str]:
    """The headers of one attempt; while a secret is being changed, one signature for each."""
    seconds = str(int(at.timestamp()))
    signed = f"{message_id}.{seconds}.".encode() + body
    signatures = [base64.b64encode(hmac.digest(key_in(secret), signed, hashlib.sha256)).decode() for secret in secrets]
    return {
        "content-type": "application/json",
        "webhook-id": str(message_id),
        "webhook-timestamp": seconds,
        "webhook-signature": " ".join(f"v1,{signature}" for signature in signatures),
    }


def next_attempt(attempts: int, waits_seconds: Sequence[int], now: datetime) -> datetime | None:
    """When to try again after so many failed ``attempts`` (≥ 1); None: it is given up."""
    return now + timedelta(seconds=waits_seconds[attempts - 1]) if attempts <= len(waits_seconds) else None


def is_given_up(failing_since: datetime | None, now: datetime, after_hours: int) -> bool:
    """Whether an endpoint that fails at ``now`` has failed for too long."""
    return failing_since is not None and now - failing_since >= timedelta(hours=after_hours)
