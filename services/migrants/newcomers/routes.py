"""What a newcomer is entitled to, over HTTP."""

from datetime import date
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


class EqualServiceSeen(BaseModel):
    """A service in plain words. `appointment`: where one is made for it in one step, null where none is needed."""

    id: str
    owed_now: bool
    owed_since: date | None
    title_zh: str
    title_en: str
    words_zh: str
    words_en: str
    source: str
    appointment: str | None


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
    services = [_seen(each, since) for each in equal_services(clock.today())]
    return EntitlementsSeen(person_id=person_id, lives_here_since=since, services=services)


def _seen(service: EqualService, since: date | None) -> EqualServiceSeen:
    verdict = None if since is None else owed(since, service.from_day, clock.today())
    return EqualServiceSeen(
        id=service.id,
        owed_now=verdict is None or verdict.now,
        owed_since=None if verdict is None else verdict.since,
        title_zh=service.title.zh,
        title_en=service.title.en,
        words_zh=service.words.zh,
        words_en=service.words.en,
        source=service.source,
        # One call, by the person's own wish: place, day and service are chosen there.
        appointment="POST /api/followup/v1/appointments" if service.check else None,
    )
