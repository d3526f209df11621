"""What callers see of indicators and figures: offices and numbers, no person."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel


class MeasureOut(BaseModel):
    """What is counted under a name."""

    of: str
    month: str
    where: str
    add: str
    stock: bool


class IndicatorOut(BaseModel):
    """An indicator as it is counted."""

    id: str
    version: int
    title_zh: str
    title_en: str
    meaning_zh: str
    meaning_en: str
    effective_from: date
    effective_to: date | None
    better: str
    unit: str
    formula: str
    measures: dict[str, MeasureOut]
    source: str


class FigureOut(BaseModel):
    """One indicator in one place and period."""

    division: str
    division_name: str | None
    indicator: str
    version: int
    period: str
    value: float | None
    """In ``unit``; a share is 0 to 1. Null where nothing was owed."""
    unit: str
    part: int | None
    whole: int | None
    low: float | None
    high: float | None
    """Between which the true share lies (Wilson's interval)."""
    counts: dict[str, int]


class CaseOut(BaseModel):
    """One case behind a figure. ``link`` opens for those who may see it in the service that it belongs to."""

    id: UUID
    kind: str
    division: str
    opened_on: date | None
    due_on: date | None
    closed_on: date | None
    outcome: str | None
    owner: str | None
    counts: bool
    """Whether it is in the part; all listed are in the whole."""
    link: str | None
