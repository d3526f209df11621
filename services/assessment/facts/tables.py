"""Facts as they stand, and as they stood when a period was settled."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel


class Fact(SQLModel, table=True):
    """One service that an office owed. ``division`` owes it, or owed it when it was closed."""

    __tablename__ = "facts"

    kind: str = Field(primary_key=True)
    id: UUID = Field(primary_key=True)
    division: str | None = None
    opened_on: date | None = None
    due_on: date | None = None
    closed_on: date | None = None
    outcome: str | None = None
    owner: str | None = None
    owed_fen: int | None = None
    done_fen: int | None = None
    weight: int | None = None
    addressed: int | None = None
    reached: int | None = None
    stamps: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSONB))
    """Column → when the event happened that set it: an older event that comes late changes nothing."""


class FactBefore(SQLModel, table=True):
    """What a fact was until ``replaced_at``, kept where it had been counted in a settled period."""

    __tablename__ = "facts_before"

    kind: str = Field(primary_key=True)
    id: UUID = Field(primary_key=True)
    replaced_at: datetime = Field(primary_key=True)
    was: dict[str, Any] | None = Field(default=None, sa_column=Column(JSONB))
    """Null where there was no such fact yet."""
