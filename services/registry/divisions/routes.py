"""Divisions over HTTP."""

from datetime import date

from chassis.access import ALL_STAFF, access
from chassis.http import CallerDep, Router, Session
from chassis.pagination import Cursor, Limit, Page, decode_cursor, page_of
from chassis.problems import BadPayload, NotAllowed, documented
from services.registry.divisions.enter_divisions import enter_divisions
from services.registry.divisions.errors import UnknownDivision
from services.registry.divisions.queries import divisions_as_of, divisions_in_use
from services.registry.divisions.rules import Entry
from services.registry.divisions.schemas import DivisionList, DivisionOut, DivisionsEntered, Level
from services.registry.divisions.tables import Division
from services.registry.payloads import QueryCode, QueryText

router = Router(prefix="/divisions", tags=["divisions 行政区划"])


@router.get("", responses=documented(BadPayload))
@access(staff=ALL_STAFF, departments_see="division")
async def list_divisions(
    session: Session,
    level: Level | None = None,
    parent: QueryCode = None,
    q: QueryText = None,
    as_of: date | None = None,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> Page[DivisionOut]:
    """Divisions in use today or on ``as_of``, by code. ``q`` is part of a name or the beginning of a code."""
    (after,) = decode_cursor(cursor, str) if cursor else ("",)
    if as_of is not None:
        then = await divisions_as_of(session, as_of, level=level, parent=parent, q=q, after=after, limit=limit)
        return page_of([DivisionOut.model_validate(dict(row)) for row in then], limit, "code")
    rows = await divisions_in_use(session, level=level, parent=parent, q=q, after=after, limit=limit)
    return page_of([DivisionOut.model_validate(row.model_dump()) for row in rows], limit, "code")


@router.put("", responses=documented(BadPayload, NotAllowed))
@access(staff=("county-admin",))
async def put_divisions(session: Session, caller: CallerDep, body: DivisionList) -> DivisionsEntered:
    """Enter or rename divisions. The list is taken as a whole or not at all; sending it twice changes nothing."""
    entries = [Entry(item.code, item.name, item.level, item.parent) for item in body.items]
    return await enter_divisions(session, caller, entries)


@router.get("/{code}", responses=documented(UnknownDivision))
@access(staff=ALL_STAFF, departments_see="division")
async def get_division(session: Session, code: str) -> DivisionOut:
    """One division in use."""
    division = await session.get(Division, code)
    if division is None or division.valid_to is not None:
        raise UnknownDivision()
    return DivisionOut.model_validate(division.model_dump())
