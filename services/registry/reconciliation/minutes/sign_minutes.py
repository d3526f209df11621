"""Participants' keys, and their signatures on minutes (Ed25519, RFC 8032). Private keys never come here."""

import base64
import binascii
import hashlib
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from chassis import audit, clock
from chassis.auth import Caller
from chassis.problems import BadPayload, Fault
from services.registry.reconciliation.minutes.errors import (
    AlreadySigned,
    BadSignature,
    KeyTaken,
    MinutesOutdated,
    NoMinutes,
    UnknownKey,
)
from services.registry.reconciliation.minutes.queries import newest_minutes
from services.registry.reconciliation.minutes.schemas import KeyEntry, SignatureEntry
from services.registry.reconciliation.minutes.tables import OFFICE, Minutes, MinutesSignature, ParticipantKey
from services.registry.unique import flush_or_refuse

_KEY_BYTES, _SIGNATURE_BYTES = 32, 64


def participant_of(caller: Caller) -> str:
    """Whom the caller signs for."""
    return caller.department or OFFICE


async def register_key(session: AsyncSession, caller: Caller, entry: KeyEntry) -> ParticipantKey:
    """The caller's key; its id is the beginning of its SHA-256. Raises BadPayload, KeyTaken."""
    raw = _decoded(entry.public_key, _KEY_BYTES, "#/public_key")
    key = ParticipantKey(
        key_id=hashlib.sha256(raw).hexdigest()[:16],
        participant=participant_of(caller),
        public_key=raw,
        registered_by=caller.subject,
        registered_at=clock.now(),
    )
    session.add(key)
    await flush_or_refuse(session, {"participant_keys_pkey": KeyTaken, "participant_keys_public_key_key": KeyTaken})
    await audit.record(session, caller, "register-participant-key", None, key=key.key_id)
    return key


async def revoke_key(session: AsyncSession, caller: Caller, key_id: str) -> ParticipantKey:
    """The key signs nothing more; what it signed stays signed. Raises UnknownKey."""
    key = await _key(session, key_id, participant_of(caller))
    key.revoked_at = clock.now()
    await session.flush()
    await audit.record(session, caller, "revoke-participant-key", None, key=key_id)
    return key


async def sign_minutes(
    session: AsyncSession, caller: Caller, session_id: UUID, entry: SignatureEntry
) -> tuple[Minutes, MinutesSignature]:
    """The signature over the digest's text.

    Raises NoMinutes, MinutesOutdated, UnknownKey, BadSignature, AlreadySigned.
    """
    minutes = await newest_minutes(session, session_id)
    if minutes is None:
        raise NoMinutes()
    if (entry.version, entry.digest) != (minutes.version, minutes.digest.hex()):
        raise MinutesOutdated(version=minutes.version, digest=minutes.digest.hex())
    participant = participant_of(caller)
    key = await _key(session, entry.key_id, participant)
    raw = _decoded(entry.signature, _SIGNATURE_BYTES, "#/signature")
    try:
        Ed25519PublicKey.from_public_bytes(key.public_key).verify(raw, entry.digest.encode())
    except (InvalidSignature, ValueError):
        raise BadSignature() from None
    signature = MinutesSignature(
        session_id=session_id,
        version=minutes.version,
        participant=participant,
        key_id=key.key_id,
        signature=raw,
        signed_by=caller.subject,
        signed_at=clock.now(),
    )
    session.add(signature)
    await flush_or_refuse(session, {"minutes_signatures_pkey": AlreadySigned})
    await audit.record(session, caller, "sign-minutes", session_id, version=minutes.version, key=key.key_id)
    return minutes, signature


async def _key(session: AsyncSession, key_id: str, participant: str) -> ParticipantKey:
    wanted = select(ParticipantKey).where(ParticipantKey.key_id == key_id, ParticipantKey.participant == participant)
    key = (await session.scalars(wanted)).one_or_none()
    if key is None or key.revoked_at is not None:
        raise UnknownKey()
    return key


def _decoded(text: str, length: int, pointer: str) -> bytes:
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        raw = b""
    if len(raw) != length:
        said = f"应为 {length} 字节的 base64url ({length} bytes in base64url)"
        raise BadPayload(faults=[Fault(pointer, "bad_base64", said)])
    return raw
