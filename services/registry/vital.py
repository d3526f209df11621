"""What all vital events have in common: their states, and the steps between them. Pure.

declared → verified → registered → corrected, revoked; what is declared or verified may be rejected, with a reason.
Registering in one step, for those who have the right to, takes the three steps at once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from services.registry.findings import Finding

Step = Literal["declare", "verify", "register", "correct", "revoke", "reject"]


class State(StrEnum):
    """A vital event's state."""

    DECLARED = "declared"
    VERIFIED = "verified"
    REGISTERED = "registered"
    CORRECTED = "corrected"
    REVOKED = "revoked"
    REJECTED = "rejected"


STANDING = (State.REGISTERED.value, State.CORRECTED.value)
"""The states of an event that the register holds to be true."""


class WrongStep(ValueError):
    """No such step from this state."""


_STEPS: dict[tuple[State | None, Step], State] = {
    (None, "declare"): State.DECLARED,
    (State.DECLARED, "verify"): State.VERIFIED,
    (State.DECLARED, "reject"): State.REJECTED,
    (State.VERIFIED, "register"): State.REGISTERED,
    (State.VERIFIED, "reject"): State.REJECTED,
    (State.REGISTERED, "correct"): State.CORRECTED,
    (State.REGISTERED, "revoke"): State.REVOKED,
    (State.CORRECTED, "correct"): State.CORRECTED,
    (State.CORRECTED, "revoke"): State.REVOKED,
}


def after(state: State | None, step: Step) -> State:
    """The state that ``step`` leads to. Raises WrongStep."""
    try:
        return _STEPS[state, step]
    except KeyError:
        raise WrongStep(f"{step} from {state}") from None


def at_once() -> State:
    """The state of what is registered in one step."""
    return after(after(after(None, "declare"), "verify"), "register")


@dataclass(frozen=True, slots=True)
class Party:
    """A person in an event, as the register knows them, and the field that names them."""

    path: str
    birth_date: date
    died_on: date | None


def contradictions(path: str, day: date, parties: Iterable[Party], today: date) -> list[Finding]:
    """What cannot be of an event on ``day`` (the field ``path``), each with the facts that contradict each other."""
    if day > today:
        return [Finding(path, "in_future", f"日期{day}在未来", f"{day} lies in the future")]
    found = []
    for party in parties:
        if day < party.birth_date:
            zh, en = f"{day}早于出生日期{party.birth_date}", f"{day}, but born {party.birth_date}"
            found.append(Finding(party.path, "before_birth", zh, en))
        if party.died_on is not None and day > party.died_on:
            zh, en = f"{day}晚于死亡日期{party.died_on}", f"{day}, but died {party.died_on}"
            found.append(Finding(party.path, "after_death", zh, en))
    return found
