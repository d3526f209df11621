"""Somebody asks for care themselves: the one way to a plan that no event offers, and the one way back to care."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import audit, clock
from chassis.auth import Caller
from chassis.identifiers import new_id
from chassis.problems import BadPayload, CharterRefusal, Fault
from services.followup.people.tables import KnownPerson
from services.followup.plans import rules
from services.followup.plans.errors import CareNotPossible, PersonNotKnown, PlanExists
from services.followup.plans.offer import Reason, offer
from services.followup.plans.schemas import CareAskedFor
from services.followup.plans.tables import Plan
from services.followup.protocols.catalogue import catalogue
from services.followup.protocols.model import Protocol


async def offer_on_request(session: AsyncSession, caller: Caller, asked: CareAskedFor) -> UUID:
    """The id of the new plan, which still waits for consent.

    Raises CharterRefusal, BadPayload, PersonNotKnown, CareNotPossible, PlanExists.
    """
    if not asked.requested_by_person:
        raise CharterRefusal(
            "C2",
            "随访只能由本人（或监护人）提出；不得替人申请。",
            "Care is planned when the person (or a guardian) asks for it, never for them unasked.",
        )
    protocol = _protocol(asked)
    person = await _person(session, caller, asked.person_id)
    await _refuse_twin(session, asked)
    plan_id = new_id()
    offered = await offer(
        session,
        protocol,
        asked.person_id,
        asked.anchor_on,
        Reason("request", plan_id),
        person.division or "",
        clock.now(),
    )
    if offered is None:
        raise BadPayload(faults=[Fault("#/anchor_on", "too_long_ago", "every visit of this plan would be in the past")])
    await audit.record(session, caller, "offer-plan-on-request", asked.person_id, plan=offered)
    return offered


def _protocol(asked: CareAskedFor) -> Protocol:
    protocol = catalogue().offered(asked.protocol, clock.today())
    if protocol is None:
        raise BadPayload(faults=[Fault("#/protocol", "unknown_protocol", "no such protocol is offered today")])
    if asked.anchor_on > clock.today() and "request" not in protocol.triggers:
        raise BadPayload(faults=[Fault("#/anchor_on", "in_the_future", "this has not happened yet")])
    return protocol


async def _person(session: AsyncSession, caller: Caller, person_id: UUID) -> KnownPerson:
    # Locked, so that two requests for the same person are answered one after the other.
    person = await session.get(KnownPerson, person_id, with_for_update=True)
    if person is None or person.withdrawn or not caller.sees(person.division):
        raise PersonNotKnown()
    if not person.can_be_cared_for:
        raise CareNotPossible()
    return person


async def _refuse_twin(session: AsyncSession, asked: CareAskedFor) -> None:
    twins = select(col(Plan.id)).where(
        col(Plan.person_id) == asked.person_id,
        col(Plan.protocol) == asked.protocol,
        col(Plan.anchor_on) == asked.anchor_on,
        col(Plan.state).in_(rules.ALIVE),
    )
    twin = (await session.execute(twins.limit(1))).scalar_one_or_none()
    if twin is not None:
        raise PlanExists(plan_id=str(twin))
