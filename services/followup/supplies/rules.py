"""Which lots a hand-out takes from: first expired, first out, and never what has expired. Pure."""

from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple
from uuid import UUID

Kind = Literal["received", "handed-out", "expired", "damaged", "lost", "found"]
WriteOff = Literal["expired", "damaged", "lost"]


class Shelf(NamedTuple):
    """One lot as it lies on the shelf."""

    lot_id: UUID
    expires_on: date
    on_hand: int


class Taken(NamedTuple):
    """So many units from one lot."""

    lot_id: UUID
    quantity: int


def available(shelves: Sequence[Shelf], day: date) -> int:
    """How many units can be handed out on that day; a lot is good until and with its last day."""
    return sum(shelf.on_hand for shelf in shelves if shelf.expires_on >= day)


def take(shelves: Sequence[Shelf], quantity: int, day: date) -> list[Taken] | None:
    """``quantity`` units from the lots that expire first; None where there are not enough."""
    if quantity <= 0 or available(shelves, day) < quantity:
        return None
    taken, missing = [], quantity
    for shelf in sorted((s for s in shelves if s.expires_on >= day), key=lambda s: (s.expires_on, s.lot_id)):
        part = min(shelf.on_hand, missing)
        if part:
            taken.append(Taken(shelf.lot_id, part))
        missing -= part
    return taken
