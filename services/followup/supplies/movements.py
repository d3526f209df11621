"""The row that each movement of units leaves."""

from datetime import date
from uuid import UUID

from chassis import clock
from chassis.auth import Caller
from chassis.identifiers import new_id
from services.followup.supplies.rules import Kind
from services.followup.supplies.tables import Movement


def moved(lot_id: UUID, kind: Kind, quantity: int, day: date, caller: Caller) -> Movement:
    """``quantity`` units (negative for what went) of one lot."""
    return Movement(
        id=new_id(),
        lot_id=lot_id,
        kind=kind,
        quantity=quantity,
        moved_on=day,
        recorded_by=caller.subject,
        recorded_at=clock.now(),
    )
