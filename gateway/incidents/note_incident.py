"""Keeps an incident: one that the gateway noticed by itself, or one that somebody reports."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.identifiers import new_id
from chassis.problems import BadPayload, Fault
from chassis.sealing import Sealer
from gateway.incidents.rules import duties
from gateway.incidents.schemas import IncidentEntry
from gateway.incidents.tables import incidents
from gateway.incidents.terms import terms_on

OVER_DISCLOSURE = "over-disclosure"
"""A service would have disclosed more than was decided; the gateway withheld it."""
WORDS = "incident.words"


async def note_incident(session: AsyncSession, caller: Caller, kind: str, place: tuple[str, str], *what: str) -> UUID:
    """The new incident's id. ``place`` is service and route; ``what`` names fields."""
    incident_id, (service, route) = new_id(), place
    row = {"department": caller.department, "service": service, "route": route, "policy": caller.policy}
    await _keep(session, caller, row | {"id": incident_id, "kind": kind, "fields": list(what)}, clock.now())
    await audit.record(session, caller, "note-incident", incident=incident_id, kind=kind, service=service, route=route)
    return incident_id


async def report_incident(session: AsyncSession, sealer: Sealer, caller: Caller, entry: IncidentEntry) -> UUID:
    """The id of an incident that ``caller`` noticed. Raises BadPayload for a time to come."""
    if entry.noticed_at > clock.now():
        raise BadPayload(faults=[Fault("#/noticed_at", "in_the_future", "发现时间不能晚于现在 (not later than now)")])
    incident_id = new_id()
    row: dict[str, Any] = {"id": incident_id, "kind": entry.kind, "fields": [], "noted_by": caller.subject}
    row |= {"words": sealer.seal(entry.words, f"{WORDS}.{incident_id}")}
    await _keep(session, caller, row, entry.noticed_at)
    await audit.record(session, caller, "note-incident", incident=incident_id, kind=entry.kind)
    return incident_id


async def _keep(session: AsyncSession, caller: Caller, row: dict[str, Any], noticed_at: datetime) -> None:
    (soonest, *_) = duties(noticed_at, [], terms_on(clock.day_of(noticed_at)))
    row |= {"at": clock.now(), "account": caller.subject, "request_id": UUID(caller.request_id)}
    row |= {"noticed_at": noticed_at, "state": "noted", "next_due_at": soonest.due_at}
    await session.execute(incidents.insert().values(row))
