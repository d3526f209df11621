"""What somebody holds, since when, proved by what."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, Column, DateTime
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel


class Proof(SQLModel, table=True):
    """One fact that a person brought. Its value stands in the column that its kind says; about health, sealed."""

    __tablename__ = "proofs"

    id: UUID = Field(primary_key=True)
    person_id: UUID
    kind: str
    value_on: date | None = None
    value_fen: int | None = Field(default=None, sa_type=BigInteger)
    value_sealed: bytes | None = None
    held_from: date
    held_to: date | None = None
    number_sealed: bytes | None = None
    number_index: bytes | None = None
    issued_on: date | None = None
    issuer: str | None = None
    documents: list[dict[str, str]] = Field(sa_column=Column(JSONB, nullable=False))
    """``{"title": …, "reference": …}``: what was shown, and where a copy lies."""
    recorded_by: str
    recorded_at: datetime = Field(sa_type=DateTime(timezone=True))
    state: str = "held"
    """``held``, ``replaced`` by a newer one, or ``withdrawn`` because it was wrong."""
    revision: int = 1
