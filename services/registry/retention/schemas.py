"""Retention and erasure as they travel."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from services.registry.payloads import Payload

Erasable = Literal["phone", "note", "register-entry", "history", "correction-values", "consents", "access-log"]


class ErasureEntry(Payload):
    """What a person asks to have erased."""

    records: Annotated[list[Erasable], Field(min_length=1, max_length=7)]


class RunOut(BaseModel):
    """One batch that was removed; the ids stand in it as keyed digests only."""

    id: UUID
    record: str
    ground: Literal["period", "request"]
    rule: dict[str, Any]
    ended_before: datetime | None
    removed: int
    ids: Annotated[int, Field(description="How many ids; several rows may have one.")]
    digest: str
    run_at: datetime


class ProofOut(RunOut):
    """A run with its proof."""

    holds: bool
    """Whether the run is as it was audited."""
    audit_position: int | None
    """The place of the audit entry in the chain; null for the seconds until it is linked."""


class PeriodOut(BaseModel):
    """How long one kind of record is kept now."""

    record: str
    zh: str
    en: str
    since: date | None = None
    days: int | None = None
    years: int | None = None
    hours: int | None = None
    basis: str | None = None


class ErasureOut(BaseModel):
    """What was erased."""

    person_id: UUID
    runs: list[RunOut]
