"""What was decided about a claim, with all that is needed to decide it again."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, Column, DateTime
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel


class SchemeText(SQLModel, table=True):
    """A scheme as it was written when decisions were made by it."""

    __tablename__ = "scheme_texts"

    digest: str = Field(primary_key=True)
    scheme: str
    version: int
    text: str


class Decision(SQLModel, table=True):
    """One decision; the database takes no change to it."""

    __tablename__ = "decisions"

    id: UUID = Field(primary_key=True)
    claim_id: UUID
    scheme: str
    scheme_version: int
    text_digest: str
    year: int
    entitled: bool
    amount_fen: int = Field(sa_type=BigInteger)
    months_fen: list[int] = Field(sa_column=Column(ARRAY(BigInteger), nullable=False))
    """What is owed for each month of the year; adds up to the amount."""
    met: dict[str, bool] = Field(sa_column=Column(JSONB, nullable=False))
    """Each condition, and whether it was met."""
    facts_sealed: bytes
    """The facts as known that day (see ``snapshot.py``), sealed: some are about health."""
    made_by: str
    made_at: datetime = Field(sa_type=DateTime(timezone=True))
    made_on: date
