"""Somebody asks for supplies and takes them along: no name, no reason, the lots that expire first."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import clock
from chassis.auth import Caller
from chassis.problems import BadPayload, Fault
from services.followup.sites.tables import Site
from services.followup.supplies import rules
from services.followup.supplies.errors import OutOfStock
from services.followup.supplies.items import items
from services.followup.supplies.movements import moved
from services.followup.supplies.schemas import HandedOut, HandOut, TakenSeen
from services.followup.supplies.tables import Lot


async def hand_out(session: AsyncSession, caller: Caller, site: Site, asked: HandOut) -> HandedOut:
    """What to take from which lot. Raises BadPayload, OutOfStock."""
    item = items().get(asked.item)
    if item is None:
        raise BadPayload(faults=[Fault("#/item", "unknown_item", f"known are {', '.join(items())}")])
    if asked.quantity > item.most_at_once:
        raise BadPayload(
            faults=[
                Fault(
                    "#/quantity", "too_many", f"一次最多 {item.most_at_once} (at most {item.most_at_once} in one entry)"
                )
            ]
        )
    day = clock.today()
    lots = await _locked(session, site, asked.item)
    shelves = [rules.Shelf(lot.id, lot.expires_on, lot.on_hand) for lot in lots.values()]
    taken = rules.take(shelves, asked.quantity, day)
    left = rules.available(shelves, day)
    if taken is None:
        raise OutOfStock(available=left)
    for lot_id, quantity in taken:
        lots[lot_id].on_hand -= quantity
        session.add(moved(lot_id, "handed-out", -quantity, day, caller))
    told = [_told(lots[lot_id], quantity) for lot_id, quantity in taken]
    return HandedOut(item=asked.item, quantity=asked.quantity, lots=told, left=left - asked.quantity)


async def _locked(session: AsyncSession, site: Site, item: str) -> dict:
    # In one order, so that two hand-outs at one counter wait for each other in a line, not in a ring. A lot that
    # another hand-out has emptied meanwhile is read anew when the lock is given.
    on_shelf = select(Lot).where(col(Lot.site_id) == site.id, col(Lot.item) == item, col(Lot.on_hand) > 0)
    in_order = on_shelf.order_by(col(Lot.expires_on), col(Lot.id)).with_for_update()
    rows = await session.scalars(in_order.execution_options(populate_existing=True))
    return {lot.id: lot for lot in rows}


def _told(lot: Lot, quantity: int) -> TakenSeen:
    return TakenSeen(lot_id=lot.id, lot_number=lot.lot_number, expires_on=lot.expires_on, quantity=quantity)
