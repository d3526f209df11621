"""HTTP for sites. Nothing here is about a person."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Response
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select
from sqlmodel import col

from chassis import audit, clock
from chassis.access import ALL_STAFF, TOWNSHIP_UP, access
from chassis.concurrency import IfMatch, expect_revision, set_etag
from chassis.http import CallerDep, Router, Session
from chassis.identifiers import is_division_code, new_id
from chassis.pagination import Cursor, Limit, Page, decode_cursor, page_of
from chassis.problems import BadPayload, Fault, NotAllowed, documented
from services.followup.sites.errors import UnknownSite
from services.followup.sites.load import load_own_site
from services.followup.sites.tables import Site

router = Router(tags=["sites"])


class SiteGiven(BaseModel):
    """A place that gives service from now on."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\x00]+$")]
    division: Annotated[str, Field(description="12 digits: whom it serves.", examples=["341599001000"])]


class SiteSeen(BaseModel, from_attributes=True):
    """A place that gives service."""

    id: UUID
    name: str
    division: str
    closed_on: date | None
    revision: int


@router.post("/sites", status_code=201, responses=documented(BadPayload, NotAllowed))
@access(staff=TOWNSHIP_UP)
async def post_site(given: SiteGiven, caller: CallerDep, session: Session, response: Response) -> SiteSeen:
    """Enter a site of one's own divisions."""
    if not is_division_code(given.division):
        raise BadPayload(faults=[Fault("#/division", "bad_division_code", "12 digits are expected")])
    if not caller.sees(given.division):
        raise NotAllowed()
    site = Site(id=new_id(), name=given.name, division=given.division)
    session.add(site)
    await session.flush()
    await audit.record(session, caller, "enter-site", site=site.id)
    set_etag(response, site.revision)
    return SiteSeen.model_validate(site)


@router.get("/sites", responses=documented(BadPayload))
@access(staff=ALL_STAFF)
async def get_sites(caller: CallerDep, session: Session, cursor: Cursor = None, limit: Limit = 100) -> Page[SiteSeen]:
    """All sites that are open: people may choose any of them."""
    sites = select(Site).where(col(Site.closed_on).is_(None) | (col(Site.closed_on) > clock.today()))
    if cursor:
        sites = sites.where(col(Site.id) > decode_cursor(cursor, UUID)[0])
    rows = (await session.scalars(sites.order_by(col(Site.id)).limit(limit + 1))).all()
    return page_of([SiteSeen.model_validate(row) for row in rows], limit, "id")


@router.post("/sites/{site_id}/close", responses=documented(UnknownSite, BadPayload))
@access(staff=TOWNSHIP_UP)
async def post_close(
    site_id: UUID, caller: CallerDep, session: Session, response: Response, if_match: IfMatch = None
) -> SiteSeen:
    """The site gives no service from today on. What is booked or in stock there is still dealt with."""
    site = await load_own_site(session, caller, site_id)
    if if_match is not None:
        expect_revision(if_match, site.revision)
    if site.closed_on is None:
        site.closed_on, site.revision = clock.today(), site.revision + 1
        await audit.record(session, caller, "close-site", site=site.id)
    set_etag(response, site.revision)
    return SiteSeen.model_validate(site)
