"""Streams through age (age-encryption.org/v1): who holds the identity opens a backup, with our tool or another."""

import hashlib
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

import pyrage

from deploy.local.home import write_private

_PIECE = 1 << 20


class CannotOpen(Exception):
    """The identity is not the one that the backup was made for, or the file is damaged."""


def new_identity(path: Path) -> str:
    """Write a fresh private identity to ``path`` (0600), and return its recipient. Raises FileExistsError."""
    if path.exists():
        raise FileExistsError(f"{path} exists: an identity is never overwritten.")
    identity = pyrage.x25519.Identity.generate()
    write_private(path, f"# The private key of Huijia's backups. Keep it away from the server.\n{identity}\n")
    return str(identity.to_public())


def seal(write: Callable[[IO[bytes]], None], path: Path, recipient: str) -> str:
    """Encrypt what ``write`` writes into ``path`` (0600); returns the file's SHA-256. Raises what ``write`` raises."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out, _piped(write) as source:
        pyrage.encrypt_io(source, out, [pyrage.x25519.Recipient.from_str(recipient)])
    return digest(path)


def open_sealed(path: Path, identity: Path, read: Callable[[IO[bytes]], None]) -> None:
    """Hand the decrypted stream to ``read``. Raises CannotOpen, or what ``read`` raises."""
    lines = [line for line in identity.read_text().splitlines() if line and not line.startswith("#")]
    keys = [pyrage.x25519.Identity.from_str(line.strip()) for line in lines]

    def decrypt(out: IO[bytes]) -> None:
        with path.open("rb") as sealed:
            try:
                pyrage.decrypt_io(sealed, out, keys)
            except pyrage.DecryptError as error:
                raise CannotOpen(f"{path.name}: {error}") from None

    with _piped(decrypt) as source:
        read(source)


@contextmanager
def _piped(write: Callable[[IO[bytes]], None]) -> Iterator[IO[bytes]]:
    """A stream of what ``write`` writes in a thread of its own; its fault is raised when the block has ended."""
    reading, writing = os.pipe()
    faults: list[BaseException] = []

    def run() -> None:
        try:
            with os.fdopen(writing, "wb") as out:
                write(cast(IO[bytes], out))
        except BaseException as fault:
            faults.append(fault)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        with os.fdopen(reading, "rb") as source:
            yield cast(IO[bytes], source)
    finally:
        thread.join()
        # Nobody reads to the end what is refused half way: then the reader's fault is the one that counts.
        if faults and not isinstance(faults[0], BrokenPipeError):
            raise faults[0]


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            found.update(piece)
    return found.hexdigest()
