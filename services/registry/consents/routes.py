"""Consents and notices over HTTP."""

from uuid import UUID

from fastapi.responses import Response

from chassis import clock
from chassis.access import ALL_STAFF, VILLAGE_UP, access
from chassis.http import CallerDep, Router, Session, tell_subjects
from chassis.pagination import Cursor, Limit, Page, decode_cursor, page_of
from chassis.problems import BadPayload, documented
from services.registry.consents.errors import ConsentStands, UnknownConsent
from services.registry.consents.queries import consents_of, notices_of, show_consent, texts_in_use
from services.registry.consents.record_consent import record_consent
from services.registry.consents.record_notice import record_notice
from services.registry.consents.schemas import ConsentEntry, ConsentOut, NoticeEntry, NoticeOut, TextOut
from services.registry.consents.withdraw_consent import withdraw_consent
from services.registry.persons.errors import UnknownPerson
from services.registry.persons.find_person import find_person
from services.registry.sealed import SealerDep

router = Router(tags=["consents 同意与告知"])


@router.get("/consent-texts")
@access(staff=ALL_STAFF)
async def list_texts() -> Page[TextOut]:
    """The texts in use today, to be read out or shown."""
    return Page[TextOut](items=texts_in_use(clock.today()), next=None)


@router.post(
    "/persons/{person_id}/consents", status_code=201, responses=documented(UnknownPerson, BadPayload, ConsentStands)
)
@access(staff=VILLAGE_UP)
async def post_consent(
    session: Session, response: Response, caller: CallerDep, sealer: SealerDep, person_id: UUID, body: ConsentEntry
) -> ConsentOut:
    """Record a consent to one purpose. For a child under 14 the guardian gives it."""
    consent, person = await record_consent(session, sealer, caller, person_id, body)
    tell_subjects(response, person_id)
    return show_consent(consent, person, clock.today())


@router.get("/persons/{person_id}/consents", responses=documented(UnknownPerson, BadPayload))
@access(staff=VILLAGE_UP)
async def list_consents(
    session: Session, response: Response, caller: CallerDep, person_id: UUID, cursor: Cursor = None, limit: Limit = 50
) -> Page[ConsentOut]:
    """Everything that a person agreed to, and what they took back, oldest first."""
    person = await find_person(session, caller, person_id)
    after = decode_cursor(cursor, UUID)[0] if cursor else None
    rows = await consents_of(session, person_id, after, limit)
    tell_subjects(response, person_id)
    return page_of([show_consent(row, person, clock.today()) for row in rows], limit, "id")


@router.post("/consents/{consent_id}/withdrawal", responses=documented(UnknownConsent))
@access(staff=VILLAGE_UP)
async def post_withdrawal(session: Session, response: Response, caller: CallerDep, consent_id: UUID) -> ConsentOut:
    """Take a consent back: no body, no reason, at once. Doing it twice changes nothing."""
    consent, person = await withdraw_consent(session, caller, consent_id)
    tell_subjects(response, person.id)
    return show_consent(consent, person, clock.today())


@router.post("/persons/{person_id}/notices", status_code=201, responses=documented(UnknownPerson, BadPayload))
@access(staff=VILLAGE_UP)
async def post_notice(
    session: Session, response: Response, caller: CallerDep, person_id: UUID, body: NoticeEntry
) -> NoticeOut:
    """Record that a person was told why their data is needed and what it does to them."""
    notice = await record_notice(session, caller, person_id, body)
    tell_subjects(response, person_id)
    return NoticeOut.model_validate(notice.model_dump())


@router.get("/persons/{person_id}/notices", responses=documented(UnknownPerson, BadPayload))
@access(staff=VILLAGE_UP)
async def list_notices(
    session: Session, response: Response, caller: CallerDep, person_id: UUID, cursor: Cursor = None, limit: Limit = 50
) -> Page[NoticeOut]:
    """What a person was told, and when, oldest first."""
    await find_person(session, caller, person_id)
    after = decode_cursor(cursor, UUID)[0] if cursor else None
    rows = await notices_of(session, person_id, after, limit)
    tell_subjects(response, person_id)
    return page_of([NoticeOut.model_validate(row.model_dump()) for row in rows], limit, "id")
