"""All that assessment listens to."""

from chassis.subscriptions import Subscriptions
from contracts.followup import (
    VisitClosed,
    VisitOverdue,
    VisitReassigned,
    VisitReopened,
    VisitRescheduled,
    VisitScheduled,
)
from contracts.registry import DivisionChanged
from services.assessment.visits.keep_divisions import keep_division
from services.assessment.visits.keep_visits import (
    close_visit,
    follow_visit,
    keep_visit,
    note_overdue,
    reopen_visit,
    reschedule_visit,
)

SUBSCRIPTIONS = Subscriptions(
    service="assessment",
    handlers={
        VisitScheduled: keep_visit,
        VisitOverdue: note_overdue,
        VisitClosed: close_visit,
        VisitReassigned: follow_visit,
        VisitReopened: reopen_visit,
        VisitRescheduled: reschedule_visit,
        DivisionChanged: keep_division,
    },
)
