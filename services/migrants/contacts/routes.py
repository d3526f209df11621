"""Contacts over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Body, Response

from chassis.access import VILLAGE_UP, access
from chassis.http import CallerDep, Router, SealerDep, Session, tell_subjects
from chassis.problems import BadPayload, documented
from services.migrants.contacts.errors import NoContactKept
from services.migrants.contacts.keep_contact import erase_contact, keep_contact, read_contact
from services.migrants.contacts.schemas import ContactEntry, ContactSeen
from services.migrants.movements.errors import PersonUnknownHere

router = Router(prefix="/persons/{person_id}/contact", tags=["contacts"])


@router.put("", status_code=204, responses=documented(PersonUnknownHere, BadPayload))
@access(staff=VILLAGE_UP)
async def put_contact(
    person_id: UUID,
    entry: Annotated[ContactEntry, Body()],
    caller: CallerDep,
    session: Session,
    sealer: SealerDep,
) -> None:
    """Keep how somebody can be reached, with their consent."""
    await keep_contact(session, sealer, caller, person_id, entry)


@router.get("", responses=documented(PersonUnknownHere, NoContactKept))
@access(staff=VILLAGE_UP)
async def get_contact(
    person_id: UUID, caller: CallerDep, session: Session, sealer: SealerDep, response: Response
) -> ContactSeen:
    """How somebody agreed to be reached. Each reading is entered in the log that they can see."""
    seen = await read_contact(session, sealer, caller, person_id)
    tell_subjects(response, person_id)
    return seen


@router.delete("", status_code=204, responses=documented(PersonUnknownHere))
@access(staff=VILLAGE_UP)
async def delete_contact(person_id: UUID, caller: CallerDep, session: Session) -> None:
    """The person takes the consent back: one step, no reason, nothing is left."""
    await erase_contact(session, caller, person_id)
