"""The states of a meeting and the steps between them. Pure.

collecting → matching → reviewing → meeting → closed; matching may fall back, a review may be matched anew, and a closed
meeting is reopened for a reason only.
"""

from typing import Literal

State = Literal["collecting", "matching", "reviewing", "meeting", "closed"]

TAKES_EXTRACTS: tuple[State, ...] = ("collecting", "reviewing")

_STEPS: dict[State, tuple[State, ...]] = {
    "collecting": ("matching",),
    "matching": ("reviewing", "collecting"),
    "reviewing": ("matching", "meeting"),
    "meeting": ("reviewing", "closed"),
    "closed": ("reviewing",),
}
ASKED: tuple[State, ...] = ("matching", "reviewing", "meeting", "closed")
"""Steps that an officer can ask for."""


class WrongStep(ValueError):
    """No such step from this state."""


class ReasonMissing(ValueError):
    """The step goes back, and that needs a reason."""


def step(state: State, to: State, reason: str | None = None) -> State:
    """``to``. Raises WrongStep; ReasonMissing where a meeting is reopened without one."""
    if to not in _STEPS[state]:
        raise WrongStep(f"{to} from {state}")
    if to == "reviewing" and state in ("meeting", "closed") and not reason:
        raise ReasonMissing(state)
    return to
