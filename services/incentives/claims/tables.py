"""A claim on its way, and objections."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import DateTime
from sqlmodel import Field, SQLModel

_AT = DateTime(timezone=True)


class Claim(SQLModel, table=True):
    """One person, one scheme, one year. Each step is signed by somebody else; the database sees to it."""

    __tablename__ = "claims"

    id: UUID = Field(primary_key=True)
    scheme: str
    year: int
    person_id: UUID
    payee_id: UUID
    division_code: str
    origin: str
    """``applied``, ``found`` by the system, or ``renewed`` from the year before."""
    previous_id: UUID | None = None
    state: str = "applied"
    """applied → reviewed → checked → confirmed → posted → approved; or refused, withdrawn, ended."""
    frozen: bool = False
    """An objection stands against this line of a posting."""
    decision_id: UUID
    posting_id: UUID | None = None
    entitlement_id: UUID | None = None
    applied_by: str
    applied_at: datetime = Field(sa_type=_AT)
    reviewed_by: str | None = None
    reviewed_at: datetime | None = Field(default=None, sa_type=_AT)
    checked_by: str | None = None
    checked_at: datetime | None = Field(default=None, sa_type=_AT)
    confirmed_by: str | None = None
    confirmed_at: datetime | None = Field(default=None, sa_type=_AT)
    approved_by: str | None = None
    approved_at: datetime | None = Field(default=None, sa_type=_AT)
    revision: int = 1


class Objection(SQLModel, table=True):
    """Somebody says that a line of a posting, a refusal or an entitlement is wrong."""

    __tablename__ = "objections"

    id: UUID = Field(primary_key=True)
    claim_id: UUID
    against: str
    """``line``, ``refusal`` or ``entitlement``."""
    ground_sealed: bytes
    raised_on: date
    answer_due_on: date
    received_by: str
    state: str = "open"
    """``open``, ``upheld`` or ``dismissed``."""
    answer_sealed: bytes | None = None
    resolved_by: str | None = None
    resolved_on: date | None = None
    revision: int = 1
