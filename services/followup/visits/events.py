"""What leaves this service about a visit: its id, place and dates, never whose it is nor what for (C5)."""

from typing import Any

from contracts.followup import VisitClosed, VisitOverdue, VisitReopened, VisitScheduled
from services.followup.visits.rules import OutcomeClass
from services.followup.visits.tables import Visit


def scheduled(visit: Visit) -> VisitScheduled:
    """It was planned."""
    return VisitScheduled(**_place_and_dates(visit))


def reopened(visit: Visit) -> VisitReopened:
    """It is owed again."""
    return VisitReopened(**_place_and_dates(visit))


def overdue(visit: Visit) -> VisitOverdue:
    """Its window has passed."""
    return VisitOverdue(**_place_and_dates(visit))


def closed(visit: Visit, outcome: OutcomeClass, division: str | None = None) -> VisitClosed:
    """It came to an outcome, in ``division`` where that is not the visit's own any more."""
    known = _place_and_dates(visit)
    if visit.closed_on is None:
        raise ValueError("a closed visit has a day on which it closed")
    return VisitClosed(**known | {"division": division or visit.division}, closed_on=visit.closed_on, outcome=outcome)


def _place_and_dates(visit: Visit) -> dict[str, Any]:
    return {
        "visit_id": visit.id,
        "division": visit.division,
        "due_on": visit.due_on,
        "latest_on": visit.latest_on,
    }
