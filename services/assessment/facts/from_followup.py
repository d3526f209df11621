"""What follow-up's events say of facts: event type → handler. They name no person (C5)."""

from typing import Any

from contracts.followup import (
    CheckPerformed,
    CheckResultDelivered,
    MessageClosed,
    ReferralClosed,
    ReferralOpened,
    VisitClosed,
    VisitOverdue,
    VisitReassigned,
    VisitReopened,
    VisitRescheduled,
    VisitScheduled,
)
from services.assessment.facts.keep_facts import Handlers, Told, facts_of

_OPEN = {"closed_on": None, "outcome": None}


def _owed(event: VisitScheduled | VisitReopened | VisitOverdue) -> Told:
    # A visit is owed by the end of its window, not by the day that would be best.
    return Told(event.visit_id, {"division": event.division, "due_on": event.latest_on})


def _owed_again(event: VisitReopened) -> Told:
    return Told(event.visit_id, {"division": event.division, "due_on": event.latest_on, **_OPEN})


def _overdue(event: VisitOverdue) -> Told:
    return Told(event.visit_id, {"division": event.division, "due_on": event.latest_on, "outcome": "overdue"})


def _new_dates(event: VisitRescheduled) -> Told:
    return Told(event.visit_id, {"due_on": event.latest_on, **_OPEN})


def _went_along(event: VisitReassigned) -> Told:
    # From now on the new division owes it.
    return Told(event.visit_id, {"division": event.to_division})


def _closed(event: VisitClosed) -> Told:
    return Told(event.visit_id, _place(event) | {"due_on": event.latest_on} | _end(event))


def _check(event: CheckPerformed) -> Told:
    return Told(event.check_id, _place(event) | {"opened_on": event.held_on, "due_on": event.due_on})


def _delivered(event: CheckResultDelivered) -> Told:
    values = {"opened_on": event.held_on, "due_on": event.due_on, "closed_on": event.delivered_on}
    return Told(event.check_id, _place(event) | values | {"outcome": "delivered"})


def _referred(event: ReferralOpened) -> Told:
    return Told(event.referral_id, _place(event) | {"opened_on": event.made_on, "due_on": event.due_on})


def _answered(event: ReferralClosed) -> Told:
    return Told(event.referral_id, _place(event) | {"opened_on": event.made_on, "due_on": event.due_on} | _end(event))


def _message(event: MessageClosed) -> Told:
    return Told(event.message_id, _place(event) | {"closed_on": event.closed_on, "outcome": event.outcome})


def _place(event: Any) -> dict[str, Any]:
    return {"division": event.division}


def _end(event: VisitClosed | ReferralClosed) -> dict[str, Any]:
    return {"closed_on": event.closed_on, "outcome": event.outcome}


FOLLOWUP: Handlers = {
    VisitScheduled: facts_of("visit", _owed),
    VisitReopened: facts_of("visit", _owed_again),
    VisitOverdue: facts_of("visit", _overdue),
    VisitRescheduled: facts_of("visit", _new_dates),
    VisitReassigned: facts_of("visit", _went_along),
    VisitClosed: facts_of("visit", _closed),
    CheckPerformed: facts_of("check", _check),
    CheckResultDelivered: facts_of("check", _delivered),
    MessageClosed: facts_of("message", _message),
    ReferralOpened: facts_of("referral", _referred),
    ReferralClosed: facts_of("referral", _answered),
}
