"""What becomes of a visit: with time, by a worker's entry, by a move, by an end of care. Pure.

    scheduled ──earliest day──▶ due ──after latest day──▶ overdue
        └──────────────┬─────────┴───────────────┬───────────┘
       done, phone_instead, referred       not_found after the window
                       ▼                         ▼
            done / done-late ◀── later ──── not-reached
    declined, moved-away, ended: not owed (any more), at nobody's cost

A visit that took place can always be recorded, however late: late is kept apart from missed.
"""

from datetime import date
from typing import Literal, NamedTuple

from services.followup.protocols.model import Outcome, Place, Retry
from services.followup.protocols.offsets import parse_offset

__all__ = ["Outcome"]

VisitState = Literal[
    "scheduled", "due", "overdue", "done", "done-late", "not-reached", "declined", "moved-away", "ended"
]
OutcomeClass = Literal["done", "done-late", "not-reached", "ended"]

OPEN: tuple[VisitState, ...] = ("scheduled", "due", "overdue")
UNFINISHED: tuple[VisitState, ...] = (*OPEN, "moved-away")
"""A plan with one of these is not completed yet."""
GIVEN: tuple[Outcome, ...] = ("done", "phone_instead", "referred")
"""The person was seen or spoken to, so there may be something to note down."""

# What the house is told. That somebody declined, moved, withdrew or died is all one: not owed any more. So nobody
# can count refusals by village, and nobody has a reason to talk anybody round (C2, C4).
_TOLD_AS: dict[str, OutcomeClass] = {
    "done": "done",
    "done-late": "done-late",
    "not-reached": "not-reached",
    "declined": "ended",
    "moved-away": "ended",
    "ended": "ended",
}


def state_on(day: date, earliest_on: date, latest_on: date) -> VisitState:
    """The state of an open visit on that day."""
    if day < earliest_on:
        return "scheduled"
    return "due" if day <= latest_on else "overdue"


def after_time(state: str, day: date, earliest_on: date, latest_on: date) -> str:
    """The state once ``day`` has come: one step forward at a time, so that every step can be told of."""
    if state == "scheduled" and day >= earliest_on:
        return "due"
    if state == "due" and day > latest_on:
        return "overdue"
    return state


def after_entry(
    state: str, outcome: Outcome, done_on: date, latest_on: date, closed_on: date | None, owed_here: bool = True
) -> str | None:
    """The state after a worker's entry, or None where the entry contradicts what is known.

    ``closed_on`` is the last day of care for a visit that has ended: what was done until then counts, care after a
    withdrawal does not. ``owed_here`` is false where the person has moved out of the worker's division meanwhile:
    that they were not at the old address is kept, but is no news.
    """
    if not owed_here and outcome in ("not_found", "moved"):
        return state
    if state in (*UNFINISHED, "not-reached"):
        return _after_first_entry(state, outcome, done_on, latest_on)
    if state == "ended" and outcome in GIVEN and closed_on is not None and done_on <= closed_on:
        return _given(done_on, latest_on)
    return None


def _after_first_entry(state: str, outcome: Outcome, done_on: date, latest_on: date) -> str:
    if outcome in GIVEN:
        return _given(done_on, latest_on)
    if outcome == "not_found":
        # Within the window there is time to try again, or to call.
        return "not-reached" if done_on > latest_on and state in OPEN else state
    return {"declined": "declined", "moved": "moved-away", "died": "ended"}[outcome]


class NextTry(NamedTuple):
    """What follows a try that failed: another one by a day, at a place; or, with ``by`` None, none."""

    by: date | None
    place: Place


def next_try(place: Place, attempts: int, done_on: date, latest_on: date, retry: Retry | None) -> NextTry:
    """What follows the ``attempts``-th try with this outcome, by the protocol's rule (if it has one).

    Within the window the next try keeps to it; there is none after it, nor after the last that the rule allows.
    """
    if retry is None or done_on >= latest_on or attempts >= retry.at_most:
        return NextTry(None, place)  # the visit closes, or waits for the sweep to say that it is overdue
    by_phone = retry.phone_after is not None and attempts >= retry.phone_after
    return NextTry(min(parse_offset(retry.within).after(done_on), latest_on), "phone" if by_phone else place)


def merged(state: str, outcome: Outcome, done_on: date, latest_on: date, closed_on: date | None) -> str | None:
    """The state after another device's entry on a visit that had come to its outcome, or None if that stands.

    A visit that was made outweighs one that was not, unless the person's no came before it; of two that were made
    the earlier counts. Nothing done after care had ended counts at all.
    """
    if outcome not in GIVEN or closed_on is None:
        return None
    if state == "declined":
        return _given(done_on, latest_on) if done_on <= closed_on else None
    if state == "done-late" and done_on <= latest_on:
        return "done"
    return None


def _given(done_on: date, latest_on: date) -> VisitState:
    return "done" if done_on <= latest_on else "done-late"


def after_move(state: str, in_county: bool, day: date, earliest_on: date, latest_on: date) -> str:
    """The state after the person's move: open visits go along inside the county, and rest while they are outside.

    Back again, a visit whose window has passed meanwhile stays at rest: nobody missed it.
    """
    if not in_county:
        return "moved-away" if state in OPEN else state
    if state == "moved-away" and day <= latest_on:
        return state_on(day, earliest_on, latest_on)
    return state


def after_end(state: str) -> str:
    """The state after the plan was left or ended: whatever was not given is not owed."""
    return "ended" if state in (*UNFINISHED, "not-reached") else state


def told_as(before: str, after: str) -> OutcomeClass | None:
    """The outcome class that the house is told after this step, or None where there is nothing new to tell."""
    new = _TOLD_AS.get(after)
    return new if new != _TOLD_AS.get(before) else None
