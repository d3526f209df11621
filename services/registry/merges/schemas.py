"""Merges as they travel."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from services.registry.payloads import Line, Payload

SideOut = Literal["survivor", "merged"]
FieldName = Literal[
    "name",
    "sex",
    "birth_date",
    "ethnic_group",
    "marital_status",
    "citizen_number",
    "other_id",
    "phone",
    "registration",
    "residence",
    "note",
    "life",
]


class MergeEntry(Payload):
    """Two entries that are one person. Fields that are not chosen get the proposal (``POST /merges/preview``)."""

    survivor_id: UUID
    survivor_revision: int
    merged_id: UUID
    merged_revision: int
    choices: dict[FieldName, SideOut] = Field(default_factory=dict)
    reason: Line


class PreviewEntry(Payload):
    """Which two entries to lay side by side."""

    survivor_id: UUID
    merged_id: UUID


class FieldPreview(BaseModel):
    """One field of both entries; identifiers masked."""

    field: str
    agree: bool
    survivor: Any
    merged: Any
    proposed: SideOut
    because: Annotated[str, Field(description="same, only-one, death-stands, citizen-number or newer")]


class Preview(BaseModel):
    """The two entries field by field, and what would speak against merging them."""

    survivor_id: UUID
    survivor_revision: int
    merged_id: UUID
    merged_revision: int
    better_survivor_id: UUID
    fields: list[FieldPreview]
    contradiction: str | None


class UndoEntry(Payload):
    """Why the merge was wrong."""

    reason: Line


class MergeOut(BaseModel):
    """A merge and what became of it."""

    id: UUID
    survivor_id: UUID
    merged_id: UUID
    choices: dict[str, str]
    reason: str
    merged_by: str
    merged_at: datetime
    undone_by: str | None
    undone_at: datetime | None
    undo_reason: str | None
    kept: list[str] | None
