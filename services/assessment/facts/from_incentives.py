"""What benefits' events say of facts: money owed by a day, and money that came back. They name nobody."""

from contracts.incentives import (
    PaymentAdjusted,
    PaymentCompleted,
    PaymentPlanned,
    PaymentReleased,
    PaymentReturned,
)
from services.assessment.facts.keep_facts import Handlers, Told, facts_of


def _owed(event: PaymentPlanned | PaymentAdjusted) -> Told:
    # Nothing owed any more, because an entitlement stopped, is owed by nobody: an amount of 0 leaves every count.
    values = {"division": event.division, "due_on": event.due_on, "owed_fen": event.amount_fen}
    return Told(event.payment_id, values)


def _paid(event: PaymentCompleted) -> Told:
    values = {"division": event.division, "due_on": event.due_on, "done_fen": event.amount_fen}
    return Told(event.payment_id, values | {"closed_on": event.paid_on, "outcome": "paid"})


def _came_back(event: PaymentReturned) -> Told:
    values = {"division": event.division, "due_on": event.due_on, "done_fen": 0}
    return Told(event.payment_id, values | {"closed_on": None, "outcome": "returned"})


def _to_send_again(event: PaymentReturned) -> Told:
    values = {"division": event.division, "opened_on": event.returned_on, "closed_on": None}
    return Told(event.payment_id, values)


def _sent(event: PaymentReleased) -> Told:
    # The first sending answers no return: without a day on which one came back, the fact counts nowhere.
    return Told(event.payment_id, {"division": event.division, "closed_on": event.sent_on})


INCENTIVES: Handlers = {
    PaymentPlanned: facts_of("payment", _owed),
    PaymentAdjusted: facts_of("payment", _owed),
    PaymentCompleted: facts_of("payment", _paid),
    PaymentReturned: facts_of("payment", _came_back, beside=("return", _to_send_again)),
    PaymentReleased: facts_of("return", _sent),
}
