"""How a handover passes from the offer to the release, on both sides. Pure.

The county that offers (A) decides in its own log, and it alone; the other (B) follows:

    A  offered ─received─▶ received ─accepted by B─▶ released      responsible: B from the release on, A until then
          └──────────┬────────┴─ declined by B ─▶ declined
                     ├─ withdraw ─▶ withdrawn
                     └─ time-out ─▶ timed-out
    B  received ─accept─▶ accepted ─released by A─▶ released
          │                  └─ withdrawn, timed out at A ─▶ withdrawn, timed-out   (its acceptance came too late)
          ├─ decline ─▶ declined
          └─ withdrawn, timed out at A ─▶ withdrawn, timed-out

B's acceptance binds B: it serves from then on and cannot take it back. What A has closed stays closed, whatever comes
later, so a lost, repeated or overtaken message can delay B's knowledge, and never makes two counties
responsible, or none.
"""

from collections.abc import Iterable
from datetime import date
from typing import Literal, NamedTuple

Side = Literal["gives", "takes"]
State = Literal["offered", "received", "accepted", "declined", "withdrawn", "timed-out", "released"]
Step = Literal["received", "accept", "decline", "withdraw", "time-out", "release"]
Waiting = Literal["delivery", "answer", "release", "take-up"]

OPEN: tuple[State, ...] = ("offered", "received", "accepted")
CLOSED: tuple[State, ...] = ("declined", "withdrawn", "timed-out", "released")
_UNANSWERED = ("offered", "received")
_AFTER: dict[Step, State] = {
    "received": "received",
    "accept": "accepted",
    "decline": "declined",
    "withdraw": "withdrawn",
    "time-out": "timed-out",
    "release": "released",
}


class Taken(NamedTuple):
    """What came of a step: the state after it, and whether it changed anything."""

    state: State
    changed: bool


class TooLate(ValueError):
    """The handover was closed before, otherwise: ``state`` says how."""

    def __init__(self, state: State) -> None:
        super().__init__(state)
        self.state = state


def gives(state: State, step: Step) -> Taken:
    """The offering county's side. ``accept`` and ``decline`` are B's, as they arrive; ``release`` follows at once.

    Raises TooLate for an answer or a withdrawal of what is closed otherwise.
    """
    if step == "received":
        return Taken("received", True) if state == "offered" else Taken(state, False)
    target: State = "released" if step in ("accept", "release") else _AFTER[step]
    if state == target:
        return Taken(state, False)
    if state not in _UNANSWERED:
        raise TooLate(state)
    return Taken(target, True)


def takes(state: State | None, step: Step) -> Taken:
    """The receiving county's side; None before it has heard of the handover. ``withdraw``, ``time-out`` and ``release``
    are A's, as they arrive; what is heard before the offer closes it in advance.

    Raises TooLate for an own step (``accept``, ``decline``) on what is closed or answered.
    """
    if step == "received":
        return Taken("received", True) if state is None else Taken(state, False)
    target = _AFTER[step]
    if state == target:
        return Taken(state, False)
    if step in ("accept", "decline"):
        if state != "received":
            raise TooLate(state or "offered")
        return Taken(target, True)
    if step == "release":
        # A releases only what B accepted, so B has, whatever else it may have heard in a wrong order.
        return Taken("released", True) if state == "accepted" else Taken(state or "released", state is None)
    if state in ("declined", "released", "withdrawn", "timed-out"):
        return Taken(state, False)
    return Taken(target, True)


def responsible(steps_of_giver: Iterable[str], giver: str, taker: str) -> str:
    """The county that is responsible, by the states in A's log: one of the two at every instant."""
    return taker if "released" in set(steps_of_giver) else giver


def answerable_here(side: Side, state: State, here: str, peer: str) -> str:
    """The county that is responsible as far as this side knows; B's knowledge lags, and never runs ahead of A's."""
    giver, taker = (here, peer) if side == "gives" else (peer, here)
    return taker if state == "released" else giver


def is_over_time(state: State, answer_by: date, today: date) -> bool:
    """Whether the offering county may close it for want of an answer: the last day counts in full."""
    return state in _UNANSWERED and today > answer_by


def waits(side: Side, state: State, to_take_up: bool) -> tuple[Waiting, Side] | None:
    """What is waited for, and on which side it waits; None where nothing is."""
    if state == "offered":
        return "delivery", "takes"
    if state == "received":
        return "answer", "takes"
    if state == "accepted":
        return "release", "gives"
    if state == "released" and side == "takes" and to_take_up:
        return "take-up", "takes"
    return None


def to_remind(state: State, answer_by: date, today: date, days_before: Iterable[int]) -> int | None:
    """Which of the reminders (days before the last day) is due by now: the latest that has come; None before."""
    if state not in _UNANSWERED:
        return None
    due = [days for days in days_before if (answer_by - today).days <= days]
    return min(due, default=None)
