"""Sealing of identifiers and health content at rest (C5, C10): AES-256-GCM, with a keyed blind index for look-up.

A sealed value is ``key number (1 byte) · nonce (12) · ciphertext and tag``. The context (for example
``person.citizen_number``) is authenticated with it, so that a value cannot be moved to another column.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE = 12
_NONCES_AT_ONCE = 512
_INDEX = 16
_BLOCK = 64
"""Of SHA-256, in bytes: what HMAC (RFC 2104) fills a key up to."""
_INNER, _OUTER = (bytes(byte ^ pad for byte in range(256)) for pad in (0x36, 0x5C))


class SealBroken(Exception):
    """The value was altered, moved to another column, or sealed with a key that is not held here."""


class Sealer:
    """Seals, opens and indexes with one service's keys (as made by ``chassis.keys.new_sealing_keys``)."""

    def __init__(self, keys: dict[str, Any]) -> None:
        self._ciphers = {int(number): AESGCM(bytes.fromhex(key)) for number, key in keys["keys"].items()}
        self._current = int(keys["current"])
        key = bytes.fromhex(keys["index"])
        if len(key) > _BLOCK:
            raise ValueError(f"an index key has at most {_BLOCK} bytes")
        # HMAC begins with the same block for every text: hashed once, and copied, it costs a quarter.
        self._inner = hashlib.sha256(key.ljust(_BLOCK, b"\0").translate(_INNER))
        self._outer = hashlib.sha256(key.ljust(_BLOCK, b"\0").translate(_OUTER))

    @classmethod
    def load(cls, folder: Path, service: str) -> "Sealer":
        """The sealer of ``service``, from its key file in ``folder``."""
        return cls(json.loads((folder / f"{service}.sealing.json").read_text()))

    def seal(self, text: str, context: str) -> bytes:
        """Encrypt ``text``; equal texts give different results."""
        nonce = os.urandom(_NONCE)
        ciphertext = self._ciphers[self._current].encrypt(nonce, text.encode(), context.encode())
        return bytes([self._current]) + nonce + ciphertext

    def open(self, sealed: bytes, context: str) -> str:
        """Decrypt. Raises SealBroken."""
        cipher = self._ciphers.get(sealed[0]) if sealed else None
        if cipher is None:
            raise SealBroken(context)
        nonce, ciphertext = sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :]
        try:
            return cipher.decrypt(nonce, ciphertext, context.encode()).decode()
        except (InvalidTag, ValueError):
            raise SealBroken(context) from None

    def index(self, text: str, context: str) -> bytes:
        """16 bytes, equal for equal texts in one context, and useless without the key (HMAC-SHA-256)."""
        return self._hmac(f"{context}\0{text}".encode())[:_INDEX]

    def derived_key(self, use: str) -> bytes:
        """32 bytes of key for another use, from which the keys held here cannot be found (HMAC-SHA-256)."""
        return self._hmac(f"derived\0{use}".encode())

    def _hmac(self, message: bytes) -> bytes:
        inner, outer = self._inner.copy(), self._outer.copy()
        inner.update(message)
        outer.update(inner.digest())
        return outer.digest()

    def sealing(self, context: str) -> Callable[[str], bytes]:
        """``seal`` for one context and very many texts."""
        head, encrypt, with_context = bytes([self._current]), self._ciphers[self._current].encrypt, context.encode()
        nonces = _nonces()

        def seal(text: str) -> bytes:
            nonce = next(nonces)
            return head + nonce + encrypt(nonce, text.encode(), with_context)

        return seal


def _nonces() -> Iterator[bytes]:
    """Random ones, fetched from the system many at a time: asking costs as much as sealing."""
    while True:
        fetched, fetched_by = os.urandom(_NONCE * _NONCES_AT_ONCE), os.getpid()
        for at in range(0, len(fetched), _NONCE):
            if os.getpid() != fetched_by:  # a forked process must not use the same ones again
                break
            yield fetched[at : at + _NONCE]
