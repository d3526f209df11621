"""Sealing of identifiers and health content at rest (C5, C10), with a keyed blind index for look-up.

A sealed value is ``key number (1 byte) · nonce (12) · ciphertext and tag``. The context (for example
``person.citizen_number``) is authenticated with it, so that a value cannot be moved to another column. Which cipher
(``chassis.ciphers``) a key is for stands with the key, so that values of both suites may lie in one column.
"""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag

from chassis.ciphers import Aead, cipher_of, keyed_digest_of

_NONCE = 12
_HEAD = 1 + _NONCE
_NONCES_AT_ONCE = 512
_INDEX = 16


class SealBroken(Exception):
    """The value was altered, moved to another column, or sealed with a key that is not held here."""


class Sealer:
    """Seals, opens and indexes with one service's keys (as made by ``chassis.keys.new_sealing_keys``)."""

    def __init__(self, keys: dict[str, Any], path: Path | None = None) -> None:
        self._path, self._read = path, _version(path)
        self._take(keys)

    @classmethod
    def load(cls, folder: Path, service: str) -> "Sealer":
        """The sealer of ``service``, from its key file in ``folder``."""
        path = folder / f"{service}.sealing.json"
        return cls(json.loads(path.read_text()), path)

    @property
    def current(self) -> int:
        """The number of the key that seals."""
        return self._current

    def refresh(self) -> bool:
        """Take the keys anew where their file has changed (a key was added): a running process needs no restart."""
        if self._path is None or _version(self._path) == self._read:
            return False
        self._read = _version(self._path)
        self._take(json.loads(self._path.read_text()))
        return True

    def _take(self, keys: dict[str, Any]) -> None:
        self._ciphers = {int(number): cipher_of(key) for number, key in keys["keys"].items()}
        self._current = int(keys["current"])
        self._digest = keyed_digest_of(keys["index"]).digest

    def seal(self, text: str, context: str) -> bytes:
        """Encrypt ``text``; equal texts give different results."""
        return self.seal_bytes(text.encode(), context)

    def seal_bytes(self, content: bytes, context: str) -> bytes:
        """The same of any bytes."""
        nonce = os.urandom(_NONCE)
        return bytes([self._current]) + nonce + self._ciphers[self._current].encrypt(nonce, content, context.encode())

    def open(self, sealed: bytes, context: str) -> str:
        """Decrypt. Raises SealBroken."""
        return self.opening(context)(sealed)

    def opening(self, context: str) -> Callable[[bytes], str]:
        """``open`` for one context and very many values."""
        with_context = context.encode()

        def open_one(sealed: bytes) -> str:
            try:
                return self._decrypted(sealed, with_context).decode()
            except (InvalidTag, ValueError):
                raise SealBroken(context) from None

        return open_one

    def open_bytes(self, sealed: bytes, context: str) -> bytes:
        """Decrypt what ``seal_bytes`` gave. Raises SealBroken."""
        try:
            return self._decrypted(sealed, context.encode())
        except (InvalidTag, ValueError):
            raise SealBroken(context) from None

    def _decrypted(self, sealed: bytes, context: bytes) -> bytes:
        cipher = self._cipher(sealed[0]) if sealed else None
        if cipher is None:
            raise InvalidTag
        return cipher.decrypt(sealed[1:_HEAD], sealed[_HEAD:], context)

    def _cipher(self, number: int) -> Aead | None:
        # A number that is not known may have been added a moment ago, and used by another process already.
        if number not in self._ciphers and not self.refresh():
            return None
        return self._ciphers.get(number)

    def index(self, text: str, context: str) -> bytes:
        """16 bytes, equal for equal texts in one context, and useless without the key (HMAC)."""
        return self._digest(f"{context}\0{text}".encode())[:_INDEX]

    def derived_key(self, use: str) -> bytes:
        """32 bytes of key for another use, from which the keys held here cannot be found (HMAC)."""
        return self._digest(f"derived\0{use}".encode())

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


def _version(path: Path | None) -> tuple[int, int]:
    """What changes whenever the file is replaced."""
    if path is None:
        return (0, 0)
    status = path.stat()
    return status.st_mtime_ns, status.st_ino
