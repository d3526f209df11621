"""Changes of payee, each proposed and decided by two people."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, DateTime
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

_AT = DateTime(timezone=True)


class PayeeChange(SQLModel, table=True):
    """Somebody else is to be paid what one entitlement still owes."""

    __tablename__ = "payee_changes"

    id: UUID = Field(primary_key=True)
    entitlement_id: UUID
    from_payee_id: UUID
    to_payee_id: UUID
    ground: str
    documents: list[dict[str, Any]] = Field(sa_column=Column(JSONB, nullable=False))
    state: str = "proposed"
    proposed_by: str
    proposed_at: datetime = Field(sa_type=_AT)
    decided_by: str | None = None
    decided_at: datetime | None = Field(default=None, sa_type=_AT)
    revision: int = 1
