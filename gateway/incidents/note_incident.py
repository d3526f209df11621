"""Keeps an incident that the gateway noticed by itself."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.identifiers import new_id
from gateway.incidents.tables import incidents

OVER_DISCLOSURE = "over-disclosure"
"""A service would have disclosed more than was decided; the gateway withheld it."""


async def note_incident(session: AsyncSession, caller: Caller, kind: str, place: tuple[str, str], *what: str) -> UUID:
    """The new incident's id. ``place`` is service and route; ``what`` names fields."""
    incident_id, (service, route) = new_id(), place
    row = {"id": incident_id, "at": clock.now(), "kind": kind, "account": caller.subject}
    row |= {"department": caller.department, "service": service, "route": route, "policy": caller.policy}
    row |= {"request_id": UUID(caller.request_id), "fields": list(what)}
    await session.execute(incidents.insert().values(row))
    await audit.record(session, caller, "note-incident", incident=incident_id, kind=kind, service=service, route=route)
    return incident_id
