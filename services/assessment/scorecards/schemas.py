"""What callers see of scores."""

from uuid import UUID

from pydantic import BaseModel


class LineOut(BaseModel):
    """What one indicator adds to a score, with the rule by which it does."""

    indicator: str
    version: int
    title_zh: str
    title_en: str
    meaning_zh: str
    meaning_en: str
    formula: str
    weight: float
    zero: float
    full: float
    value: float | None
    part: int | None
    whole: int | None
    points: float | None
    low: float | None
    high: float | None
    cases: str | None
    """Where the cases behind it are listed."""


class ScoreOut(BaseModel):
    """A place's score, 0 to 100. ``rank`` is one more than the places that are better beyond doubt."""

    division: str
    division_name: str | None
    period: str
    settlement_id: UUID | None
    """The settlement in which it is frozen; null while the period is open."""
    value: float | None
    low: float | None
    high: float | None
    band: str | None
    band_zh: str | None
    band_en: str | None
    rank: int | None
    owed: int
    vetoed_by: list[str]
    after_appeals: float | None
    """The score with all upheld appeals; null where there are none."""


class ExplainedScore(ScoreOut):
    """A score down to its indicators."""

    scorecard: str
    lines: list[LineOut]
