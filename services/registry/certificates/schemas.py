"""Certificates as they travel."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel

from services.registry.certificates.facts import CertificateKind
from services.registry.payloads import Line, Payload


class CertificateEntry(Payload):
    """What is to be certified: ``subject_id`` is the birth's or the household's."""

    kind: CertificateKind
    subject_id: UUID


class CertificateOut(BaseModel):
    """A certificate; its paper is under ``/certificates/{number}/paper``."""

    number: str
    kind: str
    subject_id: UUID
    issued_at: datetime
    issued_by: str
    revoked_at: datetime | None
    revoked_reason: str | None


class CertificateRevocation(Payload):
    """Why a certificate is made void."""

    reason: Line


class CertificateStatus(BaseModel):
    """What anybody may ask: nothing about a person."""

    number: str
    kind: str
    issued_on: date
    state: Literal["valid", "revoked"]
    revoked_on: date | None


class PublishedKeys(BaseModel):
    """The keys that certificates are signed with (JWKS, RFC 7517)."""

    keys: list[dict[str, Any]]


class RevocationList(BaseModel):
    """Every revoked certificate, signed (JWS): to be kept and asked without a network."""

    list: str
