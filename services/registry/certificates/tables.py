"""Certificates as handed out. What they say is sealed, so that a copy can be printed again (C10)."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import DateTime
from sqlmodel import Field

from services.registry.tables import RegistryTable

FACTS = "certificate.facts"
"""Sealing context of ``facts_sealed``."""
TOKEN = "certificate.token"  # noqa: S105 - a context, no secret
"""Sealing context of ``token``, which holds a name."""


class Certificate(RegistryTable, table=True):
    """One certificate. The database revokes it when what it says is corrected or withdrawn."""

    __tablename__: ClassVar[str] = "certificates"

    number: str = Field(primary_key=True)
    kind: str
    subject_id: UUID
    """The birth or the household."""
    division: str
    """Of the office that issued it."""
    facts_sealed: bytes
    token: bytes
    issued_at: datetime = Field(sa_type=DateTime(timezone=True))
    issued_by: str
    revoked_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    revoked_by: str | None = None
    revoked_reason: str | None = None


class CertificatePerson(RegistryTable, table=True):
    """A person of whom a certificate says something."""

    __tablename__: ClassVar[str] = "certificate_persons"

    person_id: UUID = Field(primary_key=True)
    number: str = Field(primary_key=True)
