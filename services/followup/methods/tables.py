"""Notes of chosen methods."""

from typing import ClassVar
from uuid import UUID

from sqlmodel import Field

from services.followup.agreements.tables import Agreed
from services.followup.tables import FollowupTable


class MethodChoice(Agreed, FollowupTable, table=True):
    """What one person wished to have noted. Erasing it leaves no row here; the log that the person can read
    says that it was erased, and nothing of what it said."""

    __tablename__: ClassVar[str] = "method_choices"

    entry_id: UUID = Field(primary_key=True)
    """The register's entry under which it was noted; it stays so when that entry is merged into another."""
    person_id: UUID
    content: bytes
    """Sealed (context ``method.content``)."""
    revision: int = 1
