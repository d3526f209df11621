"""One sign-in on its way: a secret in a short-lived cookie, from which state, nonce and PKCE's verifier follow. Pure.

Nothing is kept here of whoever merely begins. The three are bound to the browser because only it holds the secret, and
to the time because that is part of what they are derived from.
"""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime
from typing import Self

import msgspec

COOKIE = "huijia_provider"
SECONDS = 600
_SECRET_LENGTH = 43
_LONGEST = 64


class Attempt(msgspec.Struct, frozen=True):
    """``begun`` in seconds since 1970; ``secret``: 256 random bits in base64url."""

    begun: int
    secret: str

    @classmethod
    def begin(cls, now: datetime) -> Self:
        """A new one."""
        return cls(int(now.timestamp()), secrets.token_urlsafe(32))

    @property
    def cookie(self) -> str:
        """As the browser keeps it."""
        return f"{self.begun}.{self.secret}"

    @property
    def state(self) -> str:
        """Comes back in the address (RFC 6749, section 10.12)."""
        return self._derived("state")

    @property
    def nonce(self) -> str:
        """Comes back in the ID token."""
        return self._derived("nonce")

    @property
    def verifier(self) -> str:
        """Shown with the code (RFC 7636): 43 characters."""
        return self._derived("verifier")

    @property
    def challenge(self) -> str:
        """The verifier's digest, method S256."""
        return _text(hashlib.sha256(self.verifier.encode()).digest())

    def _derived(self, purpose: str) -> str:
        return _text(hmac.digest(self.secret.encode(), f"{purpose}|{self.begun}".encode(), "sha256"))


def read_attempt(cookie: str, now: datetime) -> Attempt | None:
    """The attempt of this cookie; None where it is none or too old."""
    begun, _, secret = cookie.partition(".")
    whole = len(cookie) <= _LONGEST and len(secret) == _SECRET_LENGTH and secret.isascii()
    if not whole or not begun.isascii() or not begun.isdigit():
        return None
    age = now.timestamp() - int(begun)
    return Attempt(int(begun), secret) if -1 <= age <= SECONDS else None


def _text(digest: bytes) -> str:
    return base64.urlsafe_b64encode(digest).decode("ascii").rstrip("=")
