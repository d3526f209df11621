"""What migrant services' events say of facts: whether two counties came to say the same of where somebody lives."""

from contracts.migrants import ConfirmationClosed, ConfirmationUnresolved
from services.assessment.facts.keep_facts import Handlers, Told, facts_of


def _unresolved(event: ConfirmationUnresolved) -> Told:
    values = {"division": event.division, "opened_on": event.asked_on, "closed_on": None, "outcome": "unresolved"}
    return Told(event.confirmation_id, values)


def _closed(event: ConfirmationClosed) -> Told:
    values = {"division": event.division, "opened_on": event.asked_on, "closed_on": event.closed_on}
    return Told(event.confirmation_id, values | {"outcome": event.how})


MIGRANTS: Handlers = {
    ConfirmationUnresolved: facts_of("confirmation", _unresolved),
    ConfirmationClosed: facts_of("confirmation", _closed),
}
