"""What follow-up care tells the house: that service was given, when and where. Never whom, never what for (C5)."""

from datetime import date
from uuid import UUID

from chassis.cloudevents import DomainEvent


class VisitScheduled(DomainEvent, type="cn.huijia.followup.visit-scheduled.v1", key="visit_id"):
    """A visit that somebody consented to was planned."""

    visit_id: UUID
    division: str
    due_on: date
    latest_on: date


class VisitClosed(DomainEvent, type="cn.huijia.followup.visit-closed.v1", key="visit_id"):
    """A visit came to an outcome. A later event on the same visit replaces it: a missed visit may be done late.

    ``ended`` says that the visit is not owed any more and leaves every count. Whether somebody declined, withdrew,
    moved out of the county or died is not told: a free choice costs nobody anything (C2, C4).
    """

    visit_id: UUID
    division: str
    due_on: date
    latest_on: date
    closed_on: date
    """The day of the visit, or the day since which it is not owed."""
    outcome: str
    """``done``, ``done-late``, ``not-reached`` or ``ended``."""


class VisitOverdue(DomainEvent, type="cn.huijia.followup.visit-overdue.v1", key="visit_id"):
    """The last day of a visit's window passed without an outcome; it can still be done late."""

    visit_id: UUID
    division: str
    due_on: date
    latest_on: date


class VisitReassigned(DomainEvent, type="cn.huijia.followup.visit-reassigned.v1", key="visit_id"):
    """An open visit followed its person to another division."""

    visit_id: UUID
    from_division: str
    to_division: str


class VisitReopened(DomainEvent, type="cn.huijia.followup.visit-reopened.v1", key="visit_id"):
    """A visit that had ended with a move is owed again, by ``division``: the person came back."""

    visit_id: UUID
    division: str
    due_on: date
    latest_on: date


class VisitRescheduled(DomainEvent, type="cn.huijia.followup.visit-rescheduled.v1", key="visit_id"):
    """An open visit's dates changed, because its care has a new schedule. It is not overdue by the new ones yet."""

    visit_id: UUID
    division: str
    due_on: date
    latest_on: date


class CheckPerformed(DomainEvent, type="cn.huijia.followup.check-performed.v1", key="check_id"):
    """A check that somebody asked for took place; its result is owed to them by ``due_on``. Which check is not told."""

    check_id: UUID
    division: str
    held_on: date
    due_on: date


class CheckResultDelivered(DomainEvent, type="cn.huijia.followup.check-result-delivered.v1", key="check_id"):
    """The result of a check reached the person. A later event on the same check replaces it: results get corrected."""

    check_id: UUID
    division: str
    held_on: date
    due_on: date
    delivered_on: date


class MessageClosed(DomainEvent, type="cn.huijia.followup.message-closed.v1", key="message_id"):
    """It is known what became of a message that somebody had asked for. A later event on the same one replaces it.

    Neither to whom it went nor what it was about is told (C5).
    """

    message_id: UUID
    division: str
    closed_on: date
    outcome: str
    """``delivered``, ``undelivered`` or ``failed``."""


class ReferralOpened(DomainEvent, type="cn.huijia.followup.referral-opened.v1", key="referral_id"):
    """Somebody was referred with their consent; the provider's answer is owed by ``due_on``."""

    referral_id: UUID
    division: str
    made_on: date
    due_on: date


class ReferralClosed(DomainEvent, type="cn.huijia.followup.referral-closed.v1", key="referral_id"):
    """A referral came to an end. A later event on the same referral replaces it: an answer may come late.

    ``ended`` says that no answer is owed any more and leaves every count; whether the person took their consent back
    or died is not told.
    """

    referral_id: UUID
    division: str
    made_on: date
    due_on: date
    closed_on: date
    outcome: str
    """``answered``, ``turned-down``, ``not-answered`` or ``ended``."""
