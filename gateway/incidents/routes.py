"""``/incidents``: what went wrong, for those who answer for it; anybody on the staff notes one (PIPL art. 57)."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from chassis.access import ALL_STAFF, access
from chassis.http import CallerDep, Router, SealerDep, Session
from chassis.pagination import Cursor, Limit, Page, decode_cursor, page_of
from chassis.problems import BadPayload, documented
from gateway.incidents.errors import IncidentClosed, IncidentStepNotPossible, OwnIncident, UnknownIncident
from gateway.incidents.note_incident import report_incident
from gateway.incidents.queries import Wanted, detail, find_incident, incidents_in, show
from gateway.incidents.schemas import IncidentClosure, IncidentDetail, IncidentEntry, IncidentOut, IncidentStepEntry
from gateway.incidents.take_step import take_step

router = Router(prefix="/incidents", tags=["incidents 事件"])

_STEPS = (UnknownIncident, IncidentClosed, IncidentStepNotPossible, OwnIncident, BadPayload)


@router.get("", responses=documented(BadPayload))
@access(staff=("county-admin", "auditor"))
async def list_incidents(
    session: Session,
    sealer: SealerDep,
    state: Annotated[Wanted, Query(description="`overdue` are those of `open` with a duty that is late.")] = "all",
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[IncidentOut]:
    """Incidents with people's data. The newest first."""
    rows = await incidents_in(session, state, decode_cursor(cursor, UUID)[0] if cursor else None, limit)
    return page_of([show(row, sealer) for row in rows], limit, "id")


@router.post("", status_code=201, responses=documented(BadPayload))
@access(staff=ALL_STAFF)
async def post_incident(session: Session, sealer: SealerDep, caller: CallerDep, body: IncidentEntry) -> IncidentOut:
    """Note an incident. Its deadlines count from when it was noticed."""
    noted = await find_incident(session, await report_incident(session, sealer, caller, body))
    return show(noted._mapping, sealer)


@router.get("/{incident_id}", responses=documented(UnknownIncident))
@access(staff=("county-admin", "auditor"))
async def get_incident(session: Session, sealer: SealerDep, incident_id: UUID) -> IncidentDetail:
    """An incident with what is still owed, by when, and every step taken."""
    return await detail(session, sealer, incident_id)


@router.post("/{incident_id}/steps", status_code=201, responses=documented(*_STEPS))
@access(staff=("county-admin",))
async def post_incident_step(
    session: Session, sealer: SealerDep, caller: CallerDep, incident_id: UUID, body: IncidentStepEntry
) -> IncidentDetail:
    """Take a step. Whoever assessed does not decide that people are not told."""
    await take_step(session, sealer, caller, incident_id, (body.step, body))
    return await detail(session, sealer, incident_id)


@router.post("/{incident_id}/closure", status_code=201, responses=documented(*_STEPS))
@access(staff=("county-admin", "auditor"))
async def post_incident_closure(
    session: Session, sealer: SealerDep, caller: CallerDep, incident_id: UUID, body: IncidentClosure
) -> IncidentDetail:
    """Close an incident about which nothing is owed any more. Not by whoever noted or assessed it."""
    await take_step(session, sealer, caller, incident_id, ("closed", body))
    return await detail(session, sealer, incident_id)
