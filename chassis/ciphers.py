"""The two ciphers and digests that values are sealed and indexed with, in one form.

``international``: AES-256-GCM, HMAC-SHA-256. ``sm``: SM4-GCM (GB/T 32907, RFC 8998), HMAC-SM3 (GB/T 32905).
"""

import hashlib
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_TAG = 16
_BLOCK = 64
"""Of SHA-256, in bytes: what HMAC (RFC 2104) fills a key up to."""
_INNER, _OUTER = (bytes(byte ^ pad for byte in range(256)) for pad in (0x36, 0x5C))


class Aead(Protocol):
    """Authenticated encryption; ``data`` and tag come as one."""

    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes, /) -> bytes:
        """Ciphertext and tag."""

    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes, /) -> bytes:
        """The plain bytes. Raises InvalidTag."""


class Sm4Gcm:
    """SM4 in Galois/counter mode, with a key of 16 bytes."""

    def __init__(self, key: bytes) -> None:
        self._key = algorithms.SM4(key)

    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes) -> bytes:
        """Ciphertext and tag."""
        context = Cipher(self._key, modes.GCM(nonce)).encryptor()
        context.authenticate_additional_data(associated_data)
        return context.update(data) + context.finalize() + context.tag

    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes) -> bytes:
        """The plain bytes. Raises InvalidTag."""
        if len(data) < _TAG:
            raise InvalidTag
        context = Cipher(self._key, modes.GCM(nonce, data[-_TAG:])).decryptor()
        context.authenticate_additional_data(associated_data)
        return context.update(data[:-_TAG]) + context.finalize()


class Keyed(Protocol):
    """A keyed digest of 32 bytes."""

    def digest(self, message: bytes) -> bytes:
        """HMAC of ``message``."""


class HmacSha256:
    """HMAC begins with the same block for every text: hashed once, and copied, it costs a quarter."""

    def __init__(self, key: bytes) -> None:
        if len(key) > _BLOCK:
            raise ValueError(f"an index key has at most {_BLOCK} bytes")
        self._inner = hashlib.sha256(key.ljust(_BLOCK, b"\0").translate(_INNER))
        self._outer = hashlib.sha256(key.ljust(_BLOCK, b"\0").translate(_OUTER))

    def digest(self, message: bytes) -> bytes:
        """HMAC-SHA-256."""
        inner, outer = self._inner.copy(), self._outer.copy()
        inner.update(message)
        outer.update(inner.digest())
        return outer.digest()


class HmacSm3:
    """HMAC-SM3, by OpenSSL."""

    def __init__(self, key: bytes) -> None:
        self._begun = hmac.HMAC(key, hashes.SM3())

    def digest(self, message: bytes) -> bytes:
        """HMAC-SM3."""
        own = self._begun.copy()
        own.update(message)
        return own.finalize()


def cipher_of(key: str) -> Aead:
    """The cipher of a key as the key file writes it: ``sm4:`` and 32 hex digits, or 64 hex digits for AES."""
    kind, _, digits = key.rpartition(":")
    return Sm4Gcm(bytes.fromhex(digits)) if kind == "sm4" else AESGCM(bytes.fromhex(digits))


def keyed_digest_of(key: str) -> Keyed:
    """The digest of an index key: ``sm3:`` and hex digits, or hex digits for SHA-256."""
    kind, _, digits = key.rpartition(":")
    return HmacSm3(bytes.fromhex(digits)) if kind == "sm3" else HmacSha256(bytes.fromhex(digits))
