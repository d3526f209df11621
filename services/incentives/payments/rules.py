"""What a stop means for the payments of an entitlement. Pure."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID


class Standing(NamedTuple):
    """One payment of the entitlement as it stands, in the order of due days."""

    id: UUID
    amount_fen: int
    set_off_fen: int
    state: str
    """``owed``, ``paid`` or ``cancelled``."""
    sent: bool
    """With the bank, whose answer is awaited: out of our hands."""


class Settlement(NamedTuple):
    """``owed``: payment → what stays owed of it, where that changes. ``over``: payment → what was too much of it."""

    owed: dict[UUID, int]
    over: dict[UUID, int]


def settle(owed_fen: int, payments: Sequence[Standing]) -> Settlement:
    """Share out what stays owed: first to what reached the person or is on its way, then to the rest by due day.

    What was paid beyond it is found on the last payments first, since those are the ones that should not have been.
    """
    gone = [payment for payment in payments if payment.state == "paid" or payment.sent]
    left = max(0, owed_fen - sum(payment.amount_fen for payment in gone))
    owed = {}
    for payment in payments:
        if payment.state == "owed" and not payment.sent:
            kept = max(min(payment.amount_fen, left), payment.set_off_fen)
            left = max(0, left - kept)
            if kept != payment.amount_fen:
                owed[payment.id] = kept
    return Settlement(owed, _too_much(owed_fen, payments))


def _too_much(owed_fen: int, payments: Sequence[Standing]) -> dict[UUID, int]:
    paid = [payment for payment in payments if payment.state == "paid"]
    excess = max(0, sum(payment.amount_fen for payment in paid) - owed_fen)
    over = {}
    for payment in reversed(paid):
        part = min(payment.amount_fen, excess)
        over[payment.id] = part
        excess -= part
    return over
