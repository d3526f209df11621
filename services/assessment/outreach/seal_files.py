"""Files at rest (C10): AES-256-GCM under a key of their own, each bound to its id. Photographs show faces."""

import os
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from chassis.sealing import SealBroken, Sealer

_USE, _NONCE = "assessment.outreach-file", 12


def seal_file(sealer: Sealer, file_id: UUID, content: bytes) -> bytes:
    """Nonce, then what only our key opens, and only as this file."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(sealer.derived_key(_USE)).encrypt(nonce, content, file_id.bytes)


def open_file(sealer: Sealer, file_id: UUID, sealed: bytes) -> bytes:
    """Raises SealBroken."""
    try:
        return AESGCM(sealer.derived_key(_USE)).decrypt(sealed[:_NONCE], sealed[_NONCE:], file_id.bytes)
    except InvalidTag:
        raise SealBroken(_USE) from None
