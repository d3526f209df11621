"""SM2 signatures over SM3 (GB/T 32918.2), by GmSSL; see ADR 0028 for why, and where there is no ready build of it.

Loaded when an SM2 key is used, so that a county without one needs nothing of it.
"""

from functools import cache
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

_HALF = 32


class NoGmSSL(Exception):
    """The library is not installed on this machine."""


@cache
def _gmssl() -> Any:
    try:
        import gmssl_pyx
    except ImportError:
        raise NoGmSSL("HUIJIA_CRYPTO=sm needs GmSSL: install gmssl-pyx (docs/security.md).") from None
    return gmssl_pyx


class Sm2PublicKey:
    """``point`` are the 64 bytes of x and y."""

    def __init__(self, point: bytes) -> None:
        if len(point) != 2 * _HALF:
            raise ValueError("an SM2 point has 64 bytes")
        self.point = point

    def verify(self, signature: bytes, message: bytes) -> None:
        """Return if ``signature`` (r and s, 64 bytes) is this key's. Raises InvalidSignature."""
        if len(signature) != 2 * _HALF:
            raise InvalidSignature
        halves = (int.from_bytes(part) for part in (signature[:_HALF], signature[_HALF:]))
        try:
            genuine = _gmssl().sm2_verify(self.point, message, encode_dss_signature(*halves))
        except (_gmssl().GmsslInnerError, _gmssl().InvalidValueError):
            genuine = False
        if not genuine:
            raise InvalidSignature


class Sm2PrivateKey:
    """``secret`` are the 32 bytes of d, ``point`` the public key's."""

    def __init__(self, secret: bytes, point: bytes) -> None:
        self.secret, self.point = secret, point

    @classmethod
    def generate(cls) -> "Sm2PrivateKey":
        """A fresh one. Raises NoGmSSL."""
        point, secret = _gmssl().sm2_key_generate()
        return cls(secret, point)

    def public_key(self) -> Sm2PublicKey:
        """Its public half."""
        return Sm2PublicKey(self.point)

    def sign(self, message: bytes) -> bytes:
        """r and s, 64 bytes."""
        r, s = decode_dss_signature(_gmssl().sm2_sign(self.secret, self.point, message))
        return r.to_bytes(_HALF) + s.to_bytes(_HALF)
