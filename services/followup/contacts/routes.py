"""HTTP for contact numbers, for the care team only: that somebody is reminded says that they are cared for (C5)."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Body, Response

from chassis.access import access
from chassis.concurrency import IfMatch, RevisionStale, set_etag
from chassis.http import CallerDep, Router, Session, tell_subjects
from chassis.identifiers import mask_phone
from chassis.problems import BadPayload, CharterRefusal, documented
from chassis.sealing import Sealer
from services.followup.care_team import CARE_TEAM
from services.followup.contacts.agree_to_reminders import PHONE, agree_to_reminders
from services.followup.contacts.errors import UnknownContact
from services.followup.contacts.load import load_contacts
from services.followup.contacts.opt_out import opt_out, opt_out_by_phone
from services.followup.contacts.schemas import ContactGiven, ContactSeen, NoMore
from services.followup.contacts.tables import Contact
from services.followup.no_reasons import Nothing, refuse_reasons
from services.followup.people.load import load_person
from services.followup.plans.errors import CareNotPossible, PersonNotKnown
from services.followup.wiring import SealerDep

router = Router(tags=["contacts"])


def _seen(contact: Contact, sealer: Sealer, response: Response) -> ContactSeen:
    set_etag(response, contact.revision)
    tell_subjects(response, contact.person_id)
    columns: dict[str, Any] = contact.model_dump()
    phone = None if contact.phone is None else mask_phone(sealer.open(contact.phone, PHONE))
    return ContactSeen.model_validate(columns | {"phone": phone})


@router.put(
    "/contacts/{person_id}",
    responses=documented(PersonNotKnown, CareNotPossible, CharterRefusal, BadPayload, RevisionStale),
)
@access(staff=CARE_TEAM)
async def put_contact(
    person_id: UUID,
    given: ContactGiven,
    caller: CallerDep,
    session: Session,
    sealer: SealerDep,
    response: Response,
    if_match: IfMatch = None,
) -> ContactSeen:
    """Somebody leaves a number and agrees to be reminded by it. `If-Match` is optional."""
    contact = await agree_to_reminders(session, sealer, caller, person_id, given, if_match)
    return _seen(contact, sealer, response)


@router.get("/contacts/{person_id}", responses=documented(PersonNotKnown, UnknownContact))
@access(staff=CARE_TEAM)
async def get_contact(
    person_id: UUID, caller: CallerDep, session: Session, sealer: SealerDep, response: Response
) -> ContactSeen:
    """How somebody wishes to be reminded; the number masked."""
    await load_person(session, caller, person_id)
    contacts = await load_contacts(session, person_id)
    if not contacts:
        raise UnknownContact()
    return _seen(contacts[0], sealer, response)


@router.post("/contacts/{person_id}/opt-out", responses=documented(PersonNotKnown, UnknownContact, CharterRefusal))
@access(staff=CARE_TEAM)
async def post_opt_out(
    person_id: UUID,
    caller: CallerDep,
    session: Session,
    sealer: SealerDep,
    response: Response,
    body: Nothing = None,
) -> ContactSeen:
    """No more reminders: one step, no reason, final until the person asks again. The number is erased."""
    refuse_reasons(body)
    return _seen(await opt_out(session, caller, person_id), sealer, response)


@router.post("/opt-outs", status_code=204, responses=documented(BadPayload))
@access(staff=CARE_TEAM)
async def post_opt_out_by_phone(
    given: Annotated[NoMore, Body()], caller: CallerDep, session: Session, sealer: SealerDep
) -> None:
    """No more reminders to this number, whoever's it is. The answer does not say whether it was known."""
    await opt_out_by_phone(session, sealer, caller, given.phone)
