"""What the registry's events say of facts: whether an entry of the register is complete, and nothing else of it.

A record is a fact about the office that keeps it. Nobody is scored: there is no figure of one person (C4).
"""

from contracts.registry import (
    PersonChanged,
    PersonFacts,
    PersonMerged,
    PersonRegistered,
    PersonUnmerged,
    PersonWithdrawn,
)
from services.assessment.facts.keep_facts import Handlers, Told, facts_of

_ASKED = ("household_id", "relation_to_head", "ethnic_group")
"""What a complete entry says beyond name, sex, birth date and places, which no entry lacks."""


def _record(event: PersonRegistered | PersonChanged | PersonUnmerged) -> Told:
    return Told(event.person_id, _completeness(event.facts))


def _gone(event: PersonMerged | PersonWithdrawn) -> Told:
    return Told(event.person_id, {"division": None})


def _completeness(facts: PersonFacts) -> dict[str, object]:
    whole = all(getattr(facts, name) is not None for name in _ASKED)
    # The entry of somebody who died is closed: nobody asks anybody for what it lacks.
    place = facts.residence_division if facts.living else None
    return {"division": place, "outcome": "complete" if whole else "gaps"}


REGISTRY: Handlers = {
    PersonRegistered: facts_of("record", _record, opens=True),
    PersonChanged: facts_of("record", _record),
    PersonUnmerged: facts_of("record", _record),
    PersonMerged: facts_of("record", _gone),
    PersonWithdrawn: facts_of("record", _gone),
}
