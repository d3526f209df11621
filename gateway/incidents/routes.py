"""``/incidents``: what went wrong, for those who answer for it."""

from uuid import UUID

from sqlalchemy import select, true

from chassis.access import access
from chassis.http import Router, Session
from chassis.pagination import Cursor, Limit, Page, decode_cursor, page_of
from chassis.problems import BadPayload, documented
from gateway.incidents.schemas import IncidentOut
from gateway.incidents.tables import incidents

router = Router(prefix="/incidents", tags=["incidents 事件"])


@router.get("", responses=documented(BadPayload))
@access(staff=("county-admin", "auditor"))
async def list_incidents(session: Session, limit: Limit = 50, cursor: Cursor = None) -> Page[IncidentOut]:
    """Incidents with people's data. The newest first."""
    before = decode_cursor(cursor, UUID)[0] if cursor else None
    wanted = select(incidents).where(incidents.c.id < before if before else true())
    rows = await session.execute(wanted.order_by(incidents.c.id.desc()).limit(limit + 1))
    return page_of([IncidentOut.model_validate(dict(row)) for row in rows.mappings()], limit, "id")
