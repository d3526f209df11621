"""The columns that all vital events share."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import DateTime
from sqlmodel import Field

from services.registry.tables import RegistryTable


class VitalEvent(RegistryTable):
    """A registered event. ``PERSONS`` and ``DAY`` name its columns of persons and of the day it happened on."""

    PERSONS: ClassVar[tuple[str, ...]] = ()
    DAY: ClassVar[str] = ""
    KNOWN_BY: ClassVar[tuple[str, ...]] = ()
    """Those of ``PERSONS`` whose area's offices may see it; all of them where none is named."""

    place: str | None = None
    state: str
    division: str
    """Where the person lived, or the first of them, when it was registered."""
    certificate_sealed: bytes | None = None
    certificate_index: bytes | None = None
    late: bool
    declared_at: datetime = Field(sa_type=DateTime(timezone=True))
    registered_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    registered_by: str | None = None
    revised_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    """When it was last corrected, or revoked; by whom and why follow."""
    revised_by: str | None = None
    revised_reason: str | None = None
    revision: int = 1
