"""HTTP for schemes: what there is, on what conditions, with which sources. Nothing here is about a person."""

from datetime import date
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel

from chassis import clock
from chassis.access import ALL_STAFF, access
from chassis.http import Router
from chassis.pagination import Page
from services.incentives.schemes.catalogue import catalogue
from services.incentives.schemes.kinds import kinds

router = Router(tags=["schemes"])

Year = Annotated[int | None, Query(ge=2000, le=2200, description="The cycle's year; default this year.")]

Awaiting = Annotated[
    bool, Query(description="Instead those that nobody is paid by until the county has set their amounts.")
]


class TextSeen(BaseModel, from_attributes=True):
    """Words in both languages."""

    zh: str
    en: str


class ConditionSeen(BaseModel, from_attributes=True):
    """What must hold, in words."""

    id: str
    title: TextSeen
    source: str


class DocumentSeen(BaseModel, from_attributes=True):
    """A paper that is asked for, and the kind of fact that it proves."""

    id: str
    title: TextSeen
    proves: str | None


class InstalmentSeen(BaseModel, from_attributes=True):
    """When which part of the year's amount is due (month and day)."""

    due: str
    parts: int


class PostingSeen(BaseModel, from_attributes=True):
    """How long the public list hangs out, and what stands above it."""

    working_days: int
    heading: TextSeen


class SchemeSeen(BaseModel, from_attributes=True):
    """One scheme, in the version that the year's cycle goes by."""

    id: str
    version: int
    effective_from: date
    effective_to: date | None
    title: TextSeen
    subject: str
    place: str
    fund: str
    region: list[str]
    conditions: list[ConditionSeen]
    documents: list[DocumentSeen]
    instalments: list[InstalmentSeen]
    posting: PostingSeen
    yields_to: list[str]
    sources: dict[str, str]


class KindSeen(BaseModel, from_attributes=True):
    """A kind of fact that a person can bring for a scheme."""

    id: str
    title: TextSeen
    type: str
    meaning: TextSeen | None
    document: TextSeen | None
    numbered: bool
    issued_before: date | None


@router.get("/schemes")
@access(staff=ALL_STAFF)
async def get_schemes(year: Year = None, awaiting: Awaiting = False) -> Page[SchemeSeen]:
    """What is paid in a year, on what conditions. All of it fits on one page."""
    known, of = catalogue(), year or clock.today().year
    schemes = known.awaiting_in(of) if awaiting else known.in_year(of)
    return Page(items=[SchemeSeen.model_validate(scheme) for scheme in schemes])


@router.get("/fact-kinds")
@access(staff=ALL_STAFF)
async def get_kinds() -> Page[KindSeen]:
    """What people can bring for a scheme, and with which document. Nothing else is asked for."""
    return Page(items=[KindSeen.model_validate(kind) for kind in kinds().values() if not kind.register])
