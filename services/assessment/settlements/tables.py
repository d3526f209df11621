"""What was settled. None of these rows is ever changed: a settlement made again is another version."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel


class Settlement(SQLModel, table=True):
    """One quarter as it was settled. The newest version of a quarter stands."""

    __tablename__ = "settlements"

    id: UUID = Field(primary_key=True)
    period: str
    version: int
    scorecard: str
    scorecard_version: int
    first_month: date
    last_month: date
    settled_at: datetime
    settled_by: str
    reason: str | None = None
    """Why it was made again."""
    document: dict[str, Any] = Field(sa_column=Column(JSONB))
    digest: str
    signature: str


class SettledCell(SQLModel, table=True):
    """A count as it stood in the settlement."""

    __tablename__ = "settled_cells"

    settlement_id: UUID = Field(primary_key=True)
    measure: str = Field(primary_key=True)
    division: str = Field(primary_key=True)
    month: date = Field(primary_key=True)
    value: int


class Adjustment(SQLModel, table=True):
    """What came after an earlier quarter's settlement, and was counted in this one. ``month`` is where it belongs."""

    __tablename__ = "adjustments"

    settlement_id: UUID = Field(primary_key=True)
    measure: str = Field(primary_key=True)
    division: str = Field(primary_key=True)
    month: date = Field(primary_key=True)
    value: int
