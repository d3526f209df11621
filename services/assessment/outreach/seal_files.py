"""Files at rest (C10), each sealed as itself and bound to its id. Photographs show faces."""

from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from chassis.sealing import SealBroken, Sealer

CONTEXT = "assessment.outreach-file"
_NONCE = 12


def seal_file(sealer: Sealer, file_id: UUID, content: bytes) -> bytes:
    """What only our keys open, and only as this file."""
    return sealer.seal_bytes(content, f"{CONTEXT}.{file_id}")


def open_file(sealer: Sealer, file_id: UUID, sealed: bytes) -> bytes:
    """Raises SealBroken."""
    try:
        return sealer.open_bytes(sealed, f"{CONTEXT}.{file_id}")
    except SealBroken:
        return open_first_form(sealer, file_id, sealed)


def open_first_form(sealer: Sealer, file_id: UUID, sealed: bytes) -> bytes:
    """As files were sealed before keys had numbers: nonce, then AES-256-GCM under one derived key."""
    try:
        return AESGCM(sealer.derived_key(CONTEXT)).decrypt(sealed[:_NONCE], sealed[_NONCE:], file_id.bytes)
    except (InvalidTag, ValueError):
        raise SealBroken(CONTEXT) from None
