"""A change of the register as histories show it: when it happened and was recorded, who, why, and on what paper."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from services.registry.documents.read_documents import DocumentOut
from services.registry.history import Version


class FieldChange(BaseModel):
    """One field that a version changed; identifiers masked."""

    field: str
    before: Any
    after: Any


class RecordedChange(BaseModel):
    """What every history tells of a change."""

    revision: int
    happened_on: date
    recorded_at: datetime
    recorded_until: datetime | None
    changed_by: str
    reason: str
    source: str
    source_id: UUID | None
    document: DocumentOut | None
    """The paper shown for it, or the certificate of the vital event that it follows from."""
    changes: list[FieldChange]


def recorded(version: Version, document: DocumentOut | None) -> dict[str, Any]:
    """What ``version`` says of its own making: all of a RecordedChange but its fields."""
    stamps = ("revision", "happened_on", "recorded_at", "recorded_until", "changed_by", "reason", "source", "source_id")
    return {name: getattr(version, name) for name in stamps} | {"document": document}
