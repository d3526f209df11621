"""Signed checkpoints of a chain, kept outside the database that the chain lies in.

A chain shows every edit, deletion and reordering inside it, but not that its tail was cut off, nor that all of it was
computed anew. A checkpoint says how long a chain was and what its head was, and is signed; whoever cuts the chain
would have to forge the signature too. Only the newest checkpoint of a chain is kept, since it implies all before.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jwt

from chassis import clock
from chassis.signing import SigningKey, decode, encode

FOLDER = "checkpoints"
_TYPE = "checkpoint+jwt"


class CheckpointBroken(Exception):
    """The file holds no checkpoint that its signer signed."""


class CheckpointSigner:
    """Signs with one key: the gateway's signing key, or a key derived from a service's sealing keys."""

    def __init__(self, key_id: str, key: SigningKey | bytes) -> None:
        self._key_id, self._key = key_id, key

    def sign(self, log: str, chain: str, position: int, head: bytes) -> str:
        """The checkpoint of ``chain`` in ``log`` as a compact JWS."""
        said = {"log": log, "chain": chain, "position": position, "hash": head.hex(), "iat": clock.now()}
        return encode(said, self._key, {"kid": self._key_id, "typ": _TYPE})


def read_checkpoint(signed: str, keys: Mapping[str, Any]) -> dict[str, Any]:
    """What a checkpoint says. Raises CheckpointBroken."""
    try:
        header = jwt.get_unverified_header(signed)
        if header.get("typ") != _TYPE:
            raise CheckpointBroken("it is no checkpoint")
        options = {"verify_exp": False, "verify_iat": False}
        return decode(signed, keys[header["kid"]], options=options)
    except (jwt.InvalidTokenError, KeyError) as error:
        raise CheckpointBroken(type(error).__name__) from None


def keep_checkpoint(home: Path, log: str, chain: str, signed: str) -> None:
    """Replace the chain's checkpoint under ``home``, whole or not at all."""
    folder = home / FOLDER
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"{log}.{chain}.jws"
    new = path.with_suffix(".new")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(signed)
    new.replace(path)


def kept_checkpoints(home: Path, log: str) -> dict[str, str]:
    """Chain → its signed checkpoint, as they lie under ``home``."""
    found = sorted((home / FOLDER).glob(f"{log}.*.jws"))
    return {path.name.removeprefix(f"{log}.").removesuffix(".jws"): path.read_text() for path in found}
