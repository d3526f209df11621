"""Appeals against settled figures."""

from datetime import date, datetime
from uuid import UUID

from sqlmodel import Field, SQLModel


class Appeal(SQLModel, table=True):
    """One appeal. ``part`` and ``whole`` are what the office says the figure should count; the decision may differ."""

    __tablename__ = "appeals"

    id: UUID = Field(primary_key=True)
    settlement_id: UUID
    division: str
    indicator: str
    part: int
    whole: int
    reason: str
    filed_by: str
    filed_at: datetime
    answer_due_on: date
    state: str = "filed"
    """``filed``, ``upheld`` or ``turned-down``."""
    decided_part: int | None = None
    decided_whole: int | None = None
    decision: str | None = None
    decided_by: str | None = None
    decided_at: datetime | None = None
    revision: int = 1
