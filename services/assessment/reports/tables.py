"""Bulletins as issued. None of these rows is ever changed: one issued again is another version."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel


class Bulletin(SQLModel, table=True):
    """One month's figures, frozen and signed. The newest version of a month stands."""

    __tablename__ = "bulletins"

    id: UUID = Field(primary_key=True)
    period: str
    version: int
    month: date
    issued_at: datetime
    issued_by: str
    reason: str | None = None
    """Why it was issued again."""
    document: dict[str, Any] = Field(sa_column=Column(JSONB))
    digest: str
    signature: str
