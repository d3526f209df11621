"""Units come in: a new lot, or more of one that is there."""

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.auth import Caller
from chassis.identifiers import new_id
from chassis.problems import BadPayload, Fault
from services.followup.sites.tables import Site
from services.followup.supplies.errors import LotDiffers
from services.followup.supplies.items import items
from services.followup.supplies.movements import moved
from services.followup.supplies.schemas import LotReceived
from services.followup.supplies.tables import Lot


async def receive_lot(session: AsyncSession, caller: Caller, site: Site, given: LotReceived) -> Lot:
    """The lot with the new units. Raises BadPayload, LotDiffers."""
    day = given.received_on or clock.today()
    faults = []
    if given.item not in items():
        faults.append(Fault("#/item", "unknown_item", f"known are {', '.join(items())}"))
    if day > clock.today():
        faults.append(Fault("#/received_on", "in_the_future", "this day has not come yet"))
    if given.expires_on < day:
        faults.append(Fault("#/expires_on", "expired", "what has expired is not taken in"))
    if faults:
        raise BadPayload(faults=faults)
    lot = await _locked(session, site, given)
    if lot.expires_on != given.expires_on:
        raise LotDiffers(expires_on=lot.expires_on.isoformat())
    lot.on_hand += given.quantity
    session.add(moved(lot.id, "received", given.quantity, day, caller))
    return lot


async def _locked(session: AsyncSession, site: Site, given: LotReceived) -> Lot:
    key = {"site_id": site.id, "item": given.item, "lot_number": given.lot_number}
    row = key | {"id": new_id(), "expires_on": given.expires_on, "on_hand": 0}
    await session.execute(insert(Lot).values(row).on_conflict_do_nothing())
    return (await session.scalars(select(Lot).filter_by(**key).with_for_update())).one()
