"""What the registry's events say of facts: whether an entry of the register is complete, and nothing else of it;
what offices and departments owe after a comparison of registers; and whether corrections came in time.

A record is a fact about the office that keeps it. Nobody is scored: there is no figure of one person (C4).
"""

from contracts.corrections import CorrectionDecided, CorrectionRequested
from contracts.reconciliation import DiscrepancyClosed, DiscrepancyOpened, DiscrepancyPostponed
from contracts.registry import (
    CorrectionApplied,
    PersonChanged,
    PersonFacts,
    PersonMerged,
    PersonRegistered,
    PersonUnmerged,
    PersonWithdrawn,
)
from services.assessment.facts.keep_facts import Handlers, Told, facts_of

_WHOLE = ("household_id", "relation_to_head", "ethnic_group")
"""What a complete entry says beyond name, sex, birth date and places, which no entry lacks."""


def _record(event: PersonRegistered | PersonChanged | PersonUnmerged) -> Told:
    return Told(event.person_id, _completeness(event.facts))


def _gone(event: PersonMerged | PersonWithdrawn) -> Told:
    return Told(event.person_id, {"division": None})


def _completeness(facts: PersonFacts) -> dict[str, object]:
    whole = all(getattr(facts, name) is not None for name in _WHOLE)
    # The entry of somebody who died is closed: nobody asks anybody for what it lacks.
    place = facts.residence_division if facts.living else None
    return {"division": place, "outcome": "complete" if whole else "gaps"}


def _differs(event: DiscrepancyOpened) -> Told:
    # One that comes back is owed again, by its new day.
    ends = {"closed_on": None, "outcome": None}
    return Told(event.discrepancy_id, _term(event) | ends)


def _postponed(event: DiscrepancyPostponed) -> Told:
    return Told(event.discrepancy_id, {"due_on": event.due_on})


def _agrees(event: DiscrepancyClosed) -> Told:
    return Told(event.discrepancy_id, _term(event) | {"closed_on": event.closed_on, "outcome": event.how})


def _term(event: DiscrepancyOpened | DiscrepancyClosed) -> dict[str, object]:
    place = event.division or None
    return {"division": place, "opened_on": event.opened_on, "due_on": event.due_on, "owner": event.owner}


def _asked(event: CorrectionRequested) -> Told:
    values = {"division": event.division, "opened_on": event.requested_on, "due_on": event.due_on}
    return Told(event.correction_id, values)


def _decided(event: CorrectionDecided) -> Told:
    values = {"division": event.division, "opened_on": event.requested_on, "due_on": event.due_on}
    return Told(event.correction_id, values | {"closed_on": event.decided_on, "outcome": event.outcome})


def _to_enter(event: CorrectionDecided) -> Told:
    # What was refused altogether is to be entered by no day, and counts nowhere.
    return Told(event.correction_id, {"division": event.division, "due_on": event.apply_by})


def _entered(event: CorrectionApplied) -> Told:
    return Told(event.correction_id, {"closed_on": event.applied_on})


RECONCILIATION: Handlers = {
    DiscrepancyOpened: facts_of("discrepancy", _differs),
    DiscrepancyPostponed: facts_of("discrepancy", _postponed),
    DiscrepancyClosed: facts_of("discrepancy", _agrees),
}
CORRECTIONS: Handlers = {
    CorrectionRequested: facts_of("correction", _asked),
    CorrectionDecided: facts_of("correction", _decided, beside=("correction-entry", _to_enter)),
    CorrectionApplied: facts_of("correction-entry", _entered),
}
REGISTRY: Handlers = {
    PersonRegistered: facts_of("record", _record, opens=True),
    PersonChanged: facts_of("record", _record),
    PersonUnmerged: facts_of("record", _record),
    PersonMerged: facts_of("record", _gone),
    PersonWithdrawn: facts_of("record", _gone),
}
