"""HTTP for notes of chosen methods, for the care team only (C5)."""

from uuid import UUID

from fastapi import Response

from chassis.access import access
from chassis.concurrency import IfMatch, RevisionMissing, RevisionStale, set_etag
from chassis.http import CallerDep, Router, Session, tell_subjects
from chassis.problems import BadPayload, CharterRefusal, documented
from services.followup.care_team import CARE_TEAM
from services.followup.methods.errors import NothingNoted
from services.followup.methods.note_choice import erase_choice, note_choice, read_choice
from services.followup.methods.schemas import ChoiceGiven, ChoiceKept, ChoiceRead
from services.followup.plans.errors import CareNotPossible, PersonNotKnown
from services.followup.wiring import SealerDep

router = Router(tags=["method choices"])


@router.put(
    "/method-choices/{person_id}",
    responses=documented(PersonNotKnown, CareNotPossible, CharterRefusal, BadPayload, RevisionStale, RevisionMissing),
)
@access(staff=CARE_TEAM)
async def put_choice(
    person_id: UUID,
    given: ChoiceGiven,
    caller: CallerDep,
    session: Session,
    sealer: SealerDep,
    response: Response,
    if_match: IfMatch = None,
) -> ChoiceKept:
    """Note what the person chose, because they wish it. Supplies need no note. A change takes `If-Match`."""
    kept = await note_choice(session, sealer, caller, person_id, given, if_match)
    set_etag(response, kept.revision)
    tell_subjects(response, person_id)
    return ChoiceKept.model_validate(kept, from_attributes=True)


@router.get("/method-choices/{person_id}", responses=documented(PersonNotKnown, NothingNoted))
@access(staff=CARE_TEAM)
async def get_choice(
    person_id: UUID, caller: CallerDep, session: Session, sealer: SealerDep, response: Response
) -> ChoiceRead:
    """What was noted. Each reading is entered in the log that the person can see."""
    choice = await read_choice(session, sealer, caller, person_id)
    set_etag(response, choice.revision)
    tell_subjects(response, person_id)
    return choice


@router.delete("/method-choices/{person_id}", status_code=204, responses=documented(PersonNotKnown))
@access(staff=CARE_TEAM)
async def delete_choice(person_id: UUID, caller: CallerDep, session: Session, response: Response) -> None:
    """Erase it, without a reason. Nothing of it is left."""
    await erase_choice(session, caller, person_id)
    tell_subjects(response, person_id)
