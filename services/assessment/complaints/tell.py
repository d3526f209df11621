"""What a complaint adds to the figures: whether it was answered, in time, at first, and to the complainant's liking."""

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from services.assessment.complaints.tables import Complaint
from services.assessment.facts.changes import Change
from services.assessment.facts.keep_facts import keep_facts
from services.assessment.facts.kinds import VIOLATION


async def tell(session: AsyncSession, complaint: Complaint) -> None:
    """Keep the complaint's facts as they are now."""
    # Of a confidential one the office concerned must not learn from its own figures: the county answers for it.
    answering = complaint.assigned_division
    values = {
        "division": answering,
        "opened_on": complaint.received_on,
        "due_on": complaint.due_on,
        "closed_on": complaint.answered_on,
        "outcome": _outcome(complaint),
        "owner": complaint.topic,
    }
    entry = {"division": answering, "opened_on": complaint.received_on, "closed_on": complaint.registered_on}
    rated = {
        "division": answering if complaint.rating else None,
        "opened_on": complaint.received_on,
        "weight": complaint.rating,
    }
    now = clock.now()
    changes = [
        Change("complaint", complaint.id, now, values),
        Change("complaint-entry", complaint.id, now, entry),
        Change("complaint-rating", complaint.id, now, rated),
    ]
    if complaint.violation or complaint.reopened:
        place = complaint.division if complaint.violation else None
        found = {"division": place, "closed_on": complaint.answered_on, "outcome": complaint.violation}
        changes.append(Change(VIOLATION, complaint.id, now, found))
    await keep_facts(session, changes)


def _outcome(complaint: Complaint) -> str | None:
    if complaint.answered_on is None:
        return "reopened" if complaint.reopened else None
    return "answered-again" if complaint.reopened else "answered"
