"""Divisions as the registry tells of them."""

from datetime import date

from sqlmodel import Field, SQLModel


class Division(SQLModel, table=True):
    """A division's name. Figures of the time before a change stay under the code of that time."""

    __tablename__ = "divisions"

    code: str = Field(primary_key=True)
    name: str
    level: str
    parent: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    heir: str | None = None
    """The code that stands for this one since it was merged, split or recoded."""
