"""What births and deaths have in common: states, and the certificate that a registration rests on. Pure."""

from enum import StrEnum


class State(StrEnum):
    """A vital event's state. Later states (verified, corrected, revoked) come after ``registered``."""

    DECLARED = "declared"
    REGISTERED = "registered"


class WrongStep(ValueError):
    """No such step from this state."""


_STEPS = {(None, "declare"): State.DECLARED, (State.DECLARED, "register"): State.REGISTERED}


def after(state: State | None, step: str) -> State:
    """The state that ``step`` leads to. Raises WrongStep."""
    try:
        return _STEPS[state, step]
    except KeyError:
        raise WrongStep(f"{step} from {state}") from None
