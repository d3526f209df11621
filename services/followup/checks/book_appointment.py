"""Somebody asks for a check: they get a place, if there is one left."""

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import audit, clock
from chassis.auth import Caller
from chassis.identifiers import new_id
from chassis.problems import BadPayload, CharterRefusal, Fault
from services.followup.agreements.check_agreement import check_agreement
from services.followup.checks.catalogue import check_services
from services.followup.checks.errors import AlreadyBooked, NoPlaceLeft
from services.followup.checks.schemas import AppointmentAskedFor
from services.followup.checks.tables import Appointment, CheckDay
from services.followup.people.load import home_of, load_living_person
from services.followup.sites.load import load_site


async def book_appointment(session: AsyncSession, caller: Caller, asked: AppointmentAskedFor) -> Appointment:
    """The appointment.

    Raises CharterRefusal, BadPayload, PersonNotKnown, CareNotPossible, UnknownSite, SiteClosed, AlreadyBooked,
    NoPlaceLeft.
    """
    check_wish(asked.requested_by_person, asked.service)
    if asked.day < clock.today():
        raise BadPayload(faults=[Fault("#/day", "in_the_past", "this day has passed")])
    person = await load_living_person(session, caller, asked.person_id)
    agreed = await check_agreement(session, person, asked, "check", caller)
    await load_site(session, asked.site_id)
    # The day's row is locked first: who waits for it finds the twin that another counter has just booked.
    await _take_place(session, asked)
    await _refuse_twin(session, asked)
    appointment = Appointment(
        id=new_id(),
        entry_id=person.person_id,
        person_id=person.person_id,
        site_id=asked.site_id,
        service=asked.service,
        day=asked.day,
        division=home_of(person),
        state="booked",
        **agreed,
    )
    session.add(appointment)
    await session.flush()
    await audit.record(session, caller, "book-appointment", person.person_id, appointment=appointment.id)
    return appointment


def check_wish(requested_by_person: bool, service: str) -> None:
    """Nobody is booked unasked, and for nothing that is not offered. Raises CharterRefusal, BadPayload."""
    if not requested_by_person:
        raise CharterRefusal(
            "C2",
            "检查只能由本人（或监护人）提出预约；不得替人安排。",
            "A check is booked when the person (or a guardian) asks for it, never for them unasked.",
        )
    if service not in check_services():
        raise BadPayload(faults=[Fault("#/service", "unknown_service", f"known are {', '.join(check_services())}")])


async def _take_place(session: AsyncSession, asked: AppointmentAskedFor) -> None:
    day = (col(CheckDay.site_id) == asked.site_id) & (col(CheckDay.service) == asked.service)
    day &= col(CheckDay.day) == asked.day
    # One statement judges and takes: two counters never give the last place twice.
    taken = update(CheckDay).where(day, col(CheckDay.taken) < col(CheckDay.places)).values(taken=CheckDay.taken + 1)
    if (await session.execute(taken.returning(col(CheckDay.taken)))).first() is None:
        raise NoPlaceLeft()


async def _refuse_twin(session: AsyncSession, asked: AppointmentAskedFor) -> None:
    twin = select(col(Appointment.id)).where(
        col(Appointment.person_id) == asked.person_id,
        col(Appointment.service) == asked.service,
        col(Appointment.state) == "booked",
    )
    # Two, where the person was entered twice and booked under both.
    found = (await session.scalars(twin.order_by(col(Appointment.id)).limit(1))).one_or_none()
    if found is not None:
        raise AlreadyBooked(appointment_id=str(found))
