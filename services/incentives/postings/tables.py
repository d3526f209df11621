"""A list that hangs out."""

from datetime import date
from uuid import UUID

from sqlmodel import Field, SQLModel


class Posting(SQLModel, table=True):
    """The confirmed claims of one scheme and year in one division; its lines are the claims that name it."""

    __tablename__ = "postings"

    id: UUID = Field(primary_key=True)
    scheme: str
    scheme_version: int
    year: int
    division_code: str
    opened_on: date
    last_day: date
    """It hangs out to the end of this day; approval is possible from the next."""
    opened_by: str
    revision: int = 1
