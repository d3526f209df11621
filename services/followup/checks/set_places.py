"""A site says how many it can check on a day. A figure about the site: no person is ever counted against it."""

from datetime import date

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit
from chassis.auth import Caller
from chassis.problems import BadPayload, Fault
from services.followup.checks.catalogue import check_services
from services.followup.checks.errors import PlacesGiven
from services.followup.checks.tables import CheckDay
from services.followup.sites.tables import Site


async def set_places(
    session: AsyncSession, caller: Caller, site: Site, service: str, day: date, places: int
) -> CheckDay:
    """The day as it is now. Raises BadPayload, PlacesGiven: whoever has a place keeps it."""
    if service not in check_services():
        raise BadPayload(faults=[Fault("path/service", "unknown_service", f"known are {', '.join(check_services())}")])
    key = {"site_id": site.id, "service": service, "day": day}
    await session.execute(insert(CheckDay).values(key | {"places": 0, "taken": 0}).on_conflict_do_nothing())
    found = await session.get_one(CheckDay, (site.id, service, day), with_for_update=True)
    if places < found.taken:
        raise PlacesGiven(taken=found.taken)
    found.places = places
    await audit.record(session, caller, "set-check-places", site=site.id, service=service, day=day, places=places)
    return found
