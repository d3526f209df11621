"""The life of a discrepancy: open → answered → resolved → closed. Pure."""

from typing import Literal

State = Literal["open", "answered", "resolved", "closed"]
Outcome = Literal["mended", "register-is-wrong", "no-difference", "needs-time"]
"""What its owner can say."""
Resolution = Literal["put-right-here", "owner-mends", "done", "no-difference"]
"""What the meeting can resolve."""


class WrongStep(ValueError):
    """Not possible in this state."""


def answered(state: State) -> State:
    """After an answer of the owner. Raises WrongStep once the meeting has resolved it otherwise than to wait for it."""
    if state == "closed":
        raise WrongStep(state)
    return "answered" if state in ("open", "answered") else state


def resolved(state: State, resolution: Resolution) -> tuple[State, str | None]:
    """State and, where that closes it, how. Raises WrongStep."""
    if state == "closed":
        raise WrongStep(state)
    if resolution == "done":
        return "closed", "done"
    return ("closed", "no-difference") if resolution == "no-difference" else ("resolved", None)
