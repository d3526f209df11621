"""The columns that an agreement leaves in the row of what it allows."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import DateTime
from sqlmodel import Field, SQLModel


class Agreed(SQLModel):
    """Who agreed, how, to which words, and who wrote it down."""

    given_by: str
    guardian_id: UUID | None = None
    how: str
    text_version: str
    given_on: date
    recorded_by: str
    recorded_at: datetime = Field(sa_type=DateTime(timezone=True))
