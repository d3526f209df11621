"""How a referral passes from the making to the answer. Pure.

made ──accept──▶ accepted ──answer──▶ answered
 │  └──────────────┬───────────────────▲
 │             time passes             │ a late answer still counts
 │                 ▼                   │
 │           not-answered ─────────────┘
 └─ turn-down (also from accepted, not-answered) ──▶ turned-down: the care team looks for another provider
from everywhere ──the person takes the consent back──▶ withdrawn (final; what was shared is erased)
made, accepted ──death, entry taken back──▶ ended
"""

from typing import Literal

ReferralState = Literal["made", "accepted", "turned-down", "answered", "not-answered", "withdrawn", "ended"]
Action = Literal["accept", "answer", "turn-down", "time-out", "withdraw", "end"]
OutcomeClass = Literal["answered", "turned-down", "not-answered", "ended"]

OPEN: tuple[ReferralState, ...] = ("made", "accepted")
_WAITING = (*OPEN, "not-answered")

_NEXT: dict[Action, tuple[tuple[str, ...], ReferralState]] = {
    "accept": (("made",), "accepted"),
    "answer": (_WAITING, "answered"),
    "turn-down": (_WAITING, "turned-down"),
    "time-out": (OPEN, "not-answered"),
    "end": (OPEN, "ended"),
}
# As with visits: what is not owed any more is all one, whoever or whatever ended it (C2, C4).
_TOLD_AS: dict[str, OutcomeClass] = {
    "answered": "answered",
    "turned-down": "turned-down",
    "not-answered": "not-answered",
    "withdrawn": "ended",
    "ended": "ended",
}
_FINISHED = ("answered", "turned-down", "ended")


def after(state: str, action: Action) -> ReferralState | None:
    """The state after ``action``, or None where it is not possible. Taking a consent back always is."""
    if action == "withdraw":
        return "withdrawn"
    sources, target = _NEXT[action]
    return target if state in sources else None


def told_as(before: str, state: str) -> OutcomeClass | None:
    """The outcome class that the house is told after this step, or None where there is nothing new to tell.

    A consent taken back after the answer changes nothing that the provider did, so nothing is told.
    """
    if before in _FINISHED or before == state:
        return None
    return _TOLD_AS.get(state)
