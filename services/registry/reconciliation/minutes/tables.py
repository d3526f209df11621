"""Minutes, signatures and the keys they are checked with. No value of any person is in minutes."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import DateTime
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.registry.tables import RegistryTable

OFFICE = "population-office"
"""The county's own office, which signs beside the departments."""


class Minutes(RegistryTable, table=True):
    """What was signed: facts of one meeting as they stood."""

    __tablename__: ClassVar[str] = "minutes"

    session_id: UUID = Field(primary_key=True)
    version: int = Field(primary_key=True)
    facts: dict[str, Any] = Field(sa_type=JSONB)
    digest: bytes
    """SHA-256 over the facts in canonical JSON (sorted keys, UTF-8)."""
    drawn_up_at: datetime = Field(sa_type=DateTime(timezone=True))
    drawn_up_by: str


class MinutesSignature(RegistryTable, table=True):
    """One participant's signature (Ed25519) over the digest."""

    __tablename__: ClassVar[str] = "minutes_signatures"

    session_id: UUID = Field(primary_key=True)
    version: int = Field(primary_key=True)
    participant: str = Field(primary_key=True)
    key_id: str
    signature: bytes
    signed_by: str
    signed_at: datetime = Field(sa_type=DateTime(timezone=True))


class ParticipantKey(RegistryTable, table=True):
    """A participant's public key; the private half never comes here."""

    __tablename__: ClassVar[str] = "participant_keys"

    key_id: str = Field(primary_key=True)
    participant: str
    public_key: bytes
    registered_by: str
    registered_at: datetime = Field(sa_type=DateTime(timezone=True))
    revoked_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
