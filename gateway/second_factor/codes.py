"""Codes that change every half minute (RFC 6238 over RFC 4226) and recovery codes. Pure but for the random ones."""

import base64
import re
import secrets
from datetime import datetime

import pyotp

_STEP = 30
_SKEW = 1
"""Steps before and after: RFC 6238, section 5.2, recommends one at most."""
_RECOVERY_BYTES = 10
_CODE = re.compile(r"[0-9]{6}")
_RECOVERY = re.compile(r"[A-Z2-7]{16}")


def new_secret() -> str:
    """160 random bits in base32, as RFC 4226 recommends for HMAC-SHA-1."""
    return pyotp.random_base32()


def address_of(secret: str, account: str, issuer: str) -> str:
    """The ``otpauth://`` address that authenticators read from a QR code."""
    return pyotp.TOTP(secret, interval=_STEP).provisioning_uri(name=account, issuer_name=issuer)


def step_of(secret: str, code: str, now: datetime, last_step: int) -> int | None:
    """The step that ``code`` is of, after ``last_step``, the last one used; None where it is of none.

    A step is used up with its first code, so that nobody who looked over a shoulder signs in with it again.
    """
    totp, current = pyotp.TOTP(secret, interval=_STEP), int(now.timestamp()) // _STEP
    fitting = [
        step
        for step in range(current - _SKEW, current + _SKEW + 1)
        if secrets.compare_digest(totp.generate_otp(step), code)
    ]
    return next((step for step in fitting if step > last_step), None)


def is_code(given: str) -> bool:
    """Whether this looks like an authenticator's code rather than like a recovery code."""
    return _CODE.fullmatch(given) is not None


def new_recovery_code() -> str:
    """80 random bits as four groups of four, without letters that look like digits."""
    text = base64.b32encode(secrets.token_bytes(_RECOVERY_BYTES)).decode("ascii")
    return "-".join(text[at : at + 4] for at in range(0, len(text), 4))


def read_recovery_code(given: str) -> str | None:
    """A recovery code as typed, without its groups; None where it cannot be one."""
    plain = given.upper().replace("-", "").replace(" ", "")
    return plain if _RECOVERY.fullmatch(plain) else None
