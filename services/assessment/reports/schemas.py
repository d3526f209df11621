"""What callers send and see of bulletins."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field


class BulletinEntry(BaseModel):
    """Which month; with a reason where its bulletin is out and is to be issued again."""

    model_config = ConfigDict(extra="forbid")

    period: str = Field(pattern=r"^20\d\d-(0[1-9]|1[0-2])$")
    reason: str | None = Field(default=None, min_length=1, max_length=500)


class BulletinOut(BaseModel):
    """A bulletin without its content."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    period: str
    version: int
    issued_at: datetime
    issued_by: str
    reason: str | None
    digest: str
    signature: str


class BulletinDocument(BulletinOut):
    """A bulletin with all that was signed, as a settlement's document."""

    document: dict[str, Any]
