"""HTTP for reminders and overdue figures, for the care team only (C5)."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import Query, Response
from pydantic import BaseModel, Field
from sqlalchemy import func, select
from sqlmodel import col

from chassis.access import access
from chassis.http import CallerDep, Router, Session, tell_subjects
from chassis.pagination import Cursor, Limit, Page, decode_cursor, page_of
from chassis.problems import BadPayload, NotAllowed, documented
from services.followup.care_team import CARE_TEAM, division_range
from services.followup.people.load import load_person
from services.followup.plans.errors import PersonNotKnown
from services.followup.reminders.figures import count_reminders
from services.followup.reminders.rules import About, Delivery, ReminderState
from services.followup.reminders.tables import OverdueDigest, Reminder
from services.followup.wiring import Division, ListLimit

router = Router(tags=["reminders"])


class ReminderSeen(BaseModel, from_attributes=True):
    """One reminder and what became of it."""

    id: UUID
    person_id: UUID
    about: About
    about_id: UUID
    for_on: date
    state: ReminderState
    attempts: int
    sent_at: datetime | None
    delivery: Annotated[Delivery | None, Field(description="What the provider reported, where it did.")]


class OverdueSeen(BaseModel, from_attributes=True):
    """How many visits a division owed for too long on a day."""

    day: date
    division: str
    overdue: int
    over_30_days: int


class ReminderFigures(BaseModel):
    """What became of one village's messages. Sent ones of which nothing was reported are neither of the two."""

    division: str
    sent: int
    delivered: int
    undelivered: int
    failed: Annotated[int, Field(description="Refused by the provider, or tried often enough.")]
    waiting: int


Days = Annotated[int, Query(ge=1, le=90, description="For the days since then, and those to come.")]
Day = Annotated[date | None, Query(description="Default: the newest day that was counted.")]


@router.get("/contacts/{person_id}/reminders", responses=documented(PersonNotKnown, BadPayload))
@access(staff=CARE_TEAM)
async def get_reminders(
    person_id: UUID,
    caller: CallerDep,
    session: Session,
    response: Response,
    cursor: Cursor = None,
    limit: ListLimit = 100,
) -> Page[ReminderSeen]:
    """What one person was reminded of, oldest first."""
    await load_person(session, caller, person_id)
    reminders = select(Reminder).where(col(Reminder.person_id) == person_id)
    if cursor:
        reminders = reminders.where(col(Reminder.id) > decode_cursor(cursor, UUID)[0])
    rows = (await session.scalars(reminders.order_by(col(Reminder.id)).limit(limit + 1))).all()
    tell_subjects(response, person_id)
    return page_of([ReminderSeen.model_validate(row) for row in rows], limit, "id")


@router.get("/overdue-digests", responses=documented(BadPayload, NotAllowed))
@access(staff=CARE_TEAM)
async def get_overdue(
    caller: CallerDep,
    session: Session,
    day: Day = None,
    division: Division = None,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> Page[OverdueSeen]:
    """Overdue visits by village on one day, in numbers: what a township owes and to which villages, never to whom."""
    low, high = division_range(caller, division)
    counted = select(OverdueDigest).where(col(OverdueDigest.division) >= low, col(OverdueDigest.division) < high)
    newest = select(func.max(OverdueDigest.day)).scalar_subquery()
    counted = counted.where(col(OverdueDigest.day) == (newest if day is None else day))
    if cursor:
        counted = counted.where(col(OverdueDigest.division) > decode_cursor(cursor, str)[0])
    rows = (await session.scalars(counted.order_by(col(OverdueDigest.division)).limit(limit + 1))).all()
    return page_of([OverdueSeen.model_validate(row) for row in rows], limit, "division")


@router.get("/reminder-figures", responses=documented(BadPayload, NotAllowed))
@access(staff=CARE_TEAM)
async def get_reminder_figures(
    caller: CallerDep,
    session: Session,
    days: Days = 30,
    division: Division = None,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> Page[ReminderFigures]:
    """Messages by village, in numbers: how many went out, arrived, did not, or were given up."""
    after = decode_cursor(cursor, str)[0] if cursor else ""
    rows = await count_reminders(session, division_range(caller, division), days, after, limit + 1)
    return page_of([ReminderFigures(**row) for row in rows], limit, "division")
