"""How an appointment passes from its booking to a result in the person's hands. Pure.

    booked ──the check was held──▶ held ──result──▶ ready ──told──▶ delivered
       │ cancel         │ nobody came                  ▲ corrected ──────┘
       ▼                ▼
    cancelled        not-come        booked ──death, entry taken back──▶ ended

Cancelling takes one step and no reason; not coming has no consequence, and nobody is called about it (C2).
"""

from typing import Literal

AppointmentState = Literal["booked", "cancelled", "not-come", "held", "ready", "delivered", "ended"]
Action = Literal["hold", "not-come", "cancel", "enter-result", "deliver", "end"]

_NEXT: dict[tuple[str, Action], AppointmentState] = {
    ("booked", "hold"): "held",
    ("booked", "not-come"): "not-come",
    ("booked", "cancel"): "cancelled",
    ("booked", "end"): "ended",
    # Somebody entered it wrongly, or the person came after all.
    ("not-come", "hold"): "held",
    ("held", "enter-result"): "ready",
    # A corrected result has to reach the person anew.
    ("ready", "enter-result"): "ready",
    ("delivered", "enter-result"): "ready",
    ("ready", "deliver"): "delivered",
}
FREES_THE_PLACE: tuple[AppointmentState, ...] = ("cancelled", "ended")


def after(state: str, action: Action) -> AppointmentState | None:
    """The state after ``action``, or None where it is not possible."""
    return _NEXT.get((state, action))
