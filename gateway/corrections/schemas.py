"""Notices as they are read: which fields to ask for anew, never their values."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel

State = Literal["open", "acknowledged", "overdue"]


class NoticeOut(BaseModel):
    """One department's notice of one correction."""

    id: UUID
    correction_id: UUID
    person_id: UUID
    department: str
    fields: list[str]
    applied_on: date
    last_looked_at: datetime
    last_request_id: UUID
    """The `X-Request-ID` of the department's last look-up, to be found in its own records."""
    due_on: date
    overdue: bool
    acknowledged_at: datetime | None
