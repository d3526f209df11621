"""What is owed, for which days, and by which decision."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Column, DateTime
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel


class Entitlement(SQLModel, table=True):
    """So much is owed for one person under one scheme, for the days from ``period_start`` to ``period_end``."""

    __tablename__ = "entitlements"

    id: UUID = Field(primary_key=True)
    decision_id: UUID
    scheme: str
    scheme_version: int
    person_id: UUID
    """For whom it is owed."""
    payee_id: UUID
    """Who is paid: the person, or a parent or guardian of a child."""
    division_code: str
    """Where it is posted and budgeted."""
    fund: str
    """Code of the fund, as the scheme's file names it."""
    period_start: date
    period_end: date
    """The last day of the span."""
    amount_fen: int = Field(sa_type=BigInteger)
    """The whole that was approved for the span."""
    owed_fen: int = Field(sa_type=BigInteger)
    """What is owed in all: the whole, or after a stop the part for the time before it."""
    instalments: list[dict[str, Any]] = Field(sa_column=Column(JSONB, nullable=False))
    """``{"due_on": date, "amount_fen": int}``, summing to ``amount_fen``."""
    state: str = "approved"
    """``approved``, ``on_hold`` or ``stopped``."""
    hold_reason: str | None = None
    stopped_on: date | None = None
    stop_reason: str | None = None
    approved_by: str
    approved_at: datetime = Field(sa_type=DateTime(timezone=True))
    revision: int = 1
