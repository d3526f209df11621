"""HTTP for what sites offer on which days. Nothing here is about a person."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Path, Query
from sqlalchemy import select
from sqlmodel import col

from chassis import clock
from chassis.access import ALL_STAFF, VILLAGE_UP, access
from chassis.http import CallerDep, Router, Session
from chassis.pagination import Cursor, Limit, Page, decode_cursor, page_of
from chassis.problems import BadPayload, documented
from services.followup.checks.catalogue import check_services
from services.followup.checks.errors import PlacesGiven
from services.followup.checks.schemas import CheckDaySeen, CheckServiceSeen, PlacesGivenOut
from services.followup.checks.set_places import set_places
from services.followup.checks.tables import CheckDay
from services.followup.sites.errors import SiteClosed, UnknownSite
from services.followup.sites.load import load_own_site, load_site

router = Router(tags=["checks"])

ServiceInPath = Annotated[str, Path(max_length=40)]
From = Annotated[date | None, Query(alias="from", description="Default: today.")]


@router.get("/check-services")
@access(staff=ALL_STAFF)
async def get_check_services() -> Page[CheckServiceSeen]:
    """The free checks on offer. All of them fit on one page."""
    return Page(items=[CheckServiceSeen.model_validate(service) for service in check_services().values()])


@router.put(
    "/sites/{site_id}/check-days/{service}/{day}",
    responses=documented(UnknownSite, SiteClosed, BadPayload, PlacesGiven),
)
@access(staff=VILLAGE_UP)
async def put_check_day(
    site_id: UUID, service: ServiceInPath, day: date, given: PlacesGivenOut, caller: CallerDep, session: Session
) -> CheckDaySeen:
    """Say how many a site can check on a day."""
    await load_own_site(session, caller, site_id)
    site = await load_site(session, site_id)
    return CheckDaySeen.model_validate(await set_places(session, caller, site, service, day, given.places))


@router.get("/sites/{site_id}/check-days", responses=documented(UnknownSite, SiteClosed, BadPayload))
@access(staff=VILLAGE_UP)
async def get_check_days(
    site_id: UUID,
    session: Session,
    service: Annotated[str, Query(max_length=40)],
    first: From = None,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> Page[CheckDaySeen]:
    """On which days a site holds a check, and how many places are left."""
    await load_site(session, site_id)
    days = select(CheckDay).where(col(CheckDay.site_id) == site_id, col(CheckDay.service) == service)
    days = days.where(col(CheckDay.day) >= (first or clock.today()))
    if cursor:
        days = days.where(col(CheckDay.day) > decode_cursor(cursor, date)[0])
    rows = (await session.scalars(days.order_by(col(CheckDay.day)).limit(limit + 1))).all()
    return page_of([CheckDaySeen.model_validate(row) for row in rows], limit, "day")
