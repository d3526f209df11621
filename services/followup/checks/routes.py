"""HTTP for appointments and results. For the care team only: an appointment says something about health (C5)."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from chassis.access import access
from chassis.concurrency import IfMatch, RevisionMissing, RevisionStale
from chassis.http import CallerDep, Router, Session, tell_subjects
from chassis.pagination import Cursor, Page
from chassis.problems import BadPayload, CharterRefusal, NotAllowed, documented
from chassis.several import BY_COMMAS
from services.followup.answers import page_about, seen_as
from services.followup.care_team import CARE_TEAM, division_range
from services.followup.checks.book_appointment import book_appointment
from services.followup.checks.book_first_place import book_first_place
from services.followup.checks.cancel_appointment import cancel_appointment
from services.followup.checks.deliver_result import deliver_result
from services.followup.checks.enter_result import enter_result, read_result
from services.followup.checks.errors import AlreadyBooked, AppointmentNotInState, NoPlaceLeft, UnknownAppointment
from services.followup.checks.hold_check import hold_check, note_nobody_came
from services.followup.checks.list_appointments import list_appointments
from services.followup.checks.load import load_appointment
from services.followup.checks.rules import AppointmentState
from services.followup.checks.schemas import (
    AppointmentAskedFor,
    AppointmentSeen,
    CheckResult,
    Delivered,
    FirstPlaceAskedFor,
    Held,
    ResultRead,
)
from services.followup.no_reasons import Nothing, refuse_reasons
from services.followup.plans.errors import CareNotPossible, PersonNotKnown
from services.followup.sites.errors import SiteClosed, UnknownSite
from services.followup.wiring import Division, ListLimit, SealerDep

router = Router(tags=["checks"])

States = Annotated[list[AppointmentState] | None, Query(max_length=7), BY_COMMAS]
_STEP = documented(UnknownAppointment, AppointmentNotInState, BadPayload)


@router.post(
    "/appointments",
    status_code=201,
    responses=documented(
        BadPayload, CharterRefusal, PersonNotKnown, CareNotPossible, UnknownSite, SiteClosed, AlreadyBooked, NoPlaceLeft
    ),
)
@access(staff=CARE_TEAM)
async def post_appointment(
    asked: AppointmentAskedFor, caller: CallerDep, session: Session, response: Response
) -> AppointmentSeen:
    """Somebody asks for a check. They choose the site; where they live does not matter."""
    return seen_as(AppointmentSeen, await book_appointment(session, caller, asked), response)


@router.post(
    "/appointments/first-place",
    status_code=201,
    responses=documented(BadPayload, CharterRefusal, PersonNotKnown, CareNotPossible, AlreadyBooked, NoPlaceLeft),
)
@access(staff=CARE_TEAM)
async def post_first_place(
    asked: FirstPlaceAskedFor, caller: CallerDep, session: Session, response: Response
) -> AppointmentSeen:
    """Somebody asks for a check: in this one step they get the first place that is left, near their home if any is."""
    return seen_as(AppointmentSeen, await book_first_place(session, caller, asked), response)


@router.get("/appointments", responses=documented(BadPayload, NotAllowed))
@access(staff=CARE_TEAM)
async def get_appointments(
    caller: CallerDep,
    session: Session,
    response: Response,
    state: States = None,
    person_id: UUID | None = None,
    division: Division = None,
    cursor: Cursor = None,
    limit: ListLimit = 100,
) -> Page[AppointmentSeen]:
    """Appointments in scope, oldest first. `state=held` and `state=ready` are those to whom a result is owed."""
    rows = await list_appointments(session, division_range(caller, division), state, person_id, cursor, limit)
    return page_about(response, rows, limit, "id")


@router.get("/appointments/{appointment_id}", responses=documented(UnknownAppointment))
@access(staff=CARE_TEAM)
async def get_appointment(
    appointment_id: UUID, caller: CallerDep, session: Session, response: Response
) -> AppointmentSeen:
    """One appointment and how it stands."""
    return seen_as(AppointmentSeen, await load_appointment(session, caller, appointment_id), response)


@router.post(
    "/appointments/{appointment_id}/cancel",
    responses=documented(UnknownAppointment, AppointmentNotInState, CharterRefusal),
)
@access(staff=CARE_TEAM)
async def post_cancel(
    appointment_id: UUID, caller: CallerDep, session: Session, response: Response, body: Nothing = None
) -> AppointmentSeen:
    """The person does not want it any more: one step, no reason."""
    refuse_reasons(body)
    return seen_as(AppointmentSeen, await cancel_appointment(session, caller, appointment_id), response)


@router.post("/appointments/{appointment_id}/held", responses=_STEP)
@access(staff=CARE_TEAM)
async def post_held(
    appointment_id: UUID, given: Held, caller: CallerDep, session: Session, response: Response
) -> AppointmentSeen:
    """The check took place; from now on a result is owed."""
    return seen_as(AppointmentSeen, await hold_check(session, caller, appointment_id, given.held_on), response)


@router.post("/appointments/{appointment_id}/not-come", responses=_STEP)
@access(staff=CARE_TEAM)
async def post_not_come(
    appointment_id: UUID, caller: CallerDep, session: Session, response: Response
) -> AppointmentSeen:
    """Nobody came. Nothing follows from it for anybody."""
    return seen_as(AppointmentSeen, await note_nobody_came(session, caller, appointment_id), response)


@router.put(
    "/appointments/{appointment_id}/result",
    responses=documented(UnknownAppointment, AppointmentNotInState, BadPayload, RevisionStale, RevisionMissing),
)
@access(staff=CARE_TEAM)
async def put_result(
    appointment_id: UUID,
    result: CheckResult,
    caller: CallerDep,
    session: Session,
    sealer: SealerDep,
    response: Response,
    if_match: IfMatch = None,
) -> AppointmentSeen:
    """Enter the result, or correct it (then with `If-Match`). It is not in the answer."""
    return seen_as(
        AppointmentSeen, await enter_result(session, sealer, caller, appointment_id, result, if_match), response
    )


@router.get("/appointments/{appointment_id}/result", responses=documented(UnknownAppointment))
@access(staff=CARE_TEAM)
async def get_result(
    appointment_id: UUID, caller: CallerDep, session: Session, sealer: SealerDep, response: Response
) -> ResultRead:
    """The result. Each reading is entered in the log that the person can see."""
    appointment, result = await read_result(session, sealer, caller, appointment_id)
    tell_subjects(response, appointment.person_id)
    return result


@router.post("/appointments/{appointment_id}/delivery", responses=_STEP)
@access(staff=CARE_TEAM)
async def post_delivery(
    appointment_id: UUID, given: Delivered, caller: CallerDep, session: Session, response: Response
) -> AppointmentSeen:
    """The result reached the person. A message never carries it."""
    return seen_as(AppointmentSeen, await deliver_result(session, caller, appointment_id, given), response)
