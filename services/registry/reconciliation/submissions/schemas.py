"""Extracts as they travel. No cell of any row is ever shown: a department has its own file."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, Field

from services.registry.payloads import Payload
from services.registry.reconciliation.submissions.tables import Submission
from services.registry.reconciliation.submissions.verdicts import warning


class Pushed(Payload):
    """Records of one kind, by its JSON Schema; all of them at once."""

    items: Annotated[list[dict[str, Any]], Field(min_length=1, max_length=5000)]


class SubmissionOut(BaseModel):
    """An extract: how it was taken, in counts."""

    id: UUID
    session_id: UUID
    department: str
    kind: str
    state: str
    late: bool
    file_name: str
    size: int
    digest: Annotated[str, Field(description="SHA-256 of the file as it came; it stays when the rows are erased.")]
    submitted_at: datetime
    finished_at: datetime | None
    rows_read: int
    accepted: int
    rejected: int
    verdicts: Annotated[dict[str, int], Field(description="Code of a fault → rows that have it.")]
    warnings: list[str]
    problem: dict[str, Any] | None
    erased_at: datetime | None
    received_before: Annotated[bool, Field(description="The same file came before, and was not read again.")] = False

    @classmethod
    def of(cls, row: Submission, language: str, received_before: bool = False) -> "SubmissionOut":
        """In the caller's language."""
        told = row.model_dump() | {"digest": row.digest.hex(), "received_before": received_before}
        told["warnings"] = [warning(code, language) for code in row.warnings]
        return cls.model_validate(told)


class VerdictOut(BaseModel):
    """One fault of one row that was not taken."""

    row: int
    column: Annotated[str, Field(description="The column's title; empty where the row as a whole is meant.")]
    code: str
    message: str


class KindOut(BaseModel):
    """A record kind: who hands it in, and what it holds."""

    code: str
    department: str
    zh: str
    en: str
    record_schema: Annotated[dict[str, Any], Field(description="JSON Schema (2020-12) of one record.")]
