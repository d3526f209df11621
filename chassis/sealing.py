"""Sealing of identifiers and health content at rest (C5, C10): AES-256-GCM, with a keyed blind index for look-up.

A sealed value is ``key number (1 byte) · nonce (12) · ciphertext and tag``. The context (for example
``person.citizen_number``) is authenticated with it, so that a value cannot be moved to another column.
"""

import hashlib
import hmac
import json
import os
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE = 12
_INDEX = 16


class SealBroken(Exception):
    """The value was altered, moved to another column, or sealed with a key that is not held here."""


class Sealer:
    """Seals, opens and indexes with one service's keys (as made by ``chassis.keys.new_sealing_keys``)."""

    def __init__(self, keys: dict[str, Any]) -> None:
        self._ciphers = {int(number): AESGCM(bytes.fromhex(key)) for number, key in keys["keys"].items()}
        self._current = int(keys["current"])
        self._index_key = bytes.fromhex(keys["index"])

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
        message = f"{context}\0{text}".encode()
        return hmac.digest(self._index_key, message, hashlib.sha256)[:_INDEX]

    def derived_key(self, use: str) -> bytes:
        """32 bytes of key for another use, from which the keys held here cannot be found (HMAC-SHA-256)."""
        return hmac.digest(self._index_key, f"derived\0{use}".encode(), hashlib.sha256)
