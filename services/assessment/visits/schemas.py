"""What callers see of visit figures: offices and numbers, no person."""

from pydantic import BaseModel


class VisitFigures(BaseModel):
    """One division's visits whose window ended in the month."""

    division: str
    name: str | None
    owed: int
    on_time: int
    late: int
    open: int
    on_time_share: float | None
    """0 to 1; null where nothing was owed."""
