"""What a newcomer is entitled to, over HTTP."""

from datetime import date
from typing import Literal
from uuid import UUID

from fastapi import Response
from pydantic import BaseModel
from sqlalchemy import select
from sqlmodel import col

from chassis import clock
from chassis.access import VILLAGE_UP, access
from chassis.http import CallerDep, Router, Session, tell_subjects
from chassis.problems import documented
from services.migrants.movements.errors import PersonUnknownHere
from services.migrants.movements.tables import Movement
from services.migrants.newcomers.catalogue import EqualService, equal_services
from services.migrants.newcomers.rules import owed
from services.migrants.residents.load import load_people

router = Router(tags=["newcomers"])

BOOK = "/api/followup/v1/appointments/first-place"
"""Follow-up care books: that somebody has an appointment says something about health, so it stays there (C5)."""


class AppointmentOffer(BaseModel):
    """One call that makes an appointment, nothing left to choose: add who agreed, how, and that they ask for it."""

    check: str
    method: Literal["POST"] = "POST"
    path: str = BOOK
    body: dict[str, str]


class EqualServiceSeen(BaseModel):
    """A service in plain words. `appointments`: what can be booked for it here and now, each in one step."""

    id: str
    owed_now: bool
    owed_since: date | None
    title_zh: str
    title_en: str
    words_zh: str
    words_en: str
    source: str
    appointments: list[AppointmentOffer]


class EntitlementsSeen(BaseModel):
    """What somebody is entitled to where they live."""

    person_id: UUID
    lives_here_since: date | None
    """Null where no move is known: they have lived here ever since they are in the register."""
    services: list[EqualServiceSeen]


@router.get("/persons/{person_id}/equal-services", responses=documented(PersonUnknownHere))
@access(staff=VILLAGE_UP)
async def get_equal_services(
    person_id: UUID, caller: CallerDep, session: Session, response: Response
) -> EntitlementsSeen:
    """What somebody is entitled to here, by how long they have lived here, to be read out or handed over."""
    person = (await load_people(session, [person_id])).get(person_id)
    if person is None or not caller.sees(person.residence_division):
        raise PersonUnknownHere()
    tell_subjects(response, person_id)
    county = person.residence_division[:6]
    moved = select(col(Movement.moved_on)).where(
        col(Movement.person_id) == person_id,
        col(Movement.to_division).startswith(county),
        ~col(Movement.from_division).startswith(county),
    )
    since = (await session.scalars(moved.order_by(col(Movement.moved_on).desc()).limit(1))).first()
    services = [_seen(each, since, person_id) for each in equal_services(clock.today())]
    return EntitlementsSeen(person_id=person_id, lives_here_since=since, services=services)


def _seen(service: EqualService, since: date | None, person_id: UUID) -> EqualServiceSeen:
    verdict = None if since is None else owed(since, service.from_day, clock.today())
    now = verdict is None or verdict.now
    return EqualServiceSeen(
        id=service.id,
        owed_now=now,
        owed_since=None if verdict is None else verdict.since,
        title_zh=service.title.zh,
        title_en=service.title.en,
        words_zh=service.words.zh,
        words_en=service.words.en,
        source=service.source,
        appointments=[_offer(check, person_id) for check in service.checks if now],
    )


def _offer(check: str, person_id: UUID) -> AppointmentOffer:
    return AppointmentOffer(check=check, body={"person_id": str(person_id), "service": check})
