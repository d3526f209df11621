"""Consent starts a plan: it is written down, and the visits that can still be in time are planned."""

from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.concurrency import expect_revision
from chassis.problems import BadPayload, Fault
from services.followup.people.tables import KnownPerson
from services.followup.plans import rules
from services.followup.plans.check_giver import check_giver
from services.followup.plans.errors import PersonNotKnown, PlanIsFinal
from services.followup.plans.load import load_plan
from services.followup.plans.schemas import ConsentRecorded
from services.followup.plans.tables import Consent, Plan
from services.followup.protocols.catalogue import catalogue
from services.followup.visits.plan_visits import plan_visits


async def start_on_consent(
    session: AsyncSession, caller: Caller, plan_id: UUID, given: ConsentRecorded, if_match: str | None
) -> Plan:
    """The active plan; the same consent told again changes nothing.

    Raises UnknownPlan, PersonNotKnown, PlanIsFinal, CharterRefusal, BadPayload, RevisionStale.
    """
    plan = await load_plan(session, caller, plan_id, lock=True)
    given_on = given.given_on or clock.today()
    if await _is_repeated(session, plan, given):
        return plan
    if not rules.can_be_agreed_to(plan.state):
        raise PlanIsFinal(state=plan.state)
    if if_match is not None:
        expect_revision(if_match, plan.revision)
    await _check(session, plan, given, given_on)
    session.add(_consent(plan, given, given_on, caller))
    if plan.origin == "age":
        plan.anchor_on = given_on  # an age is no event to count from; the agreement is
    await plan_visits(session, catalogue().version(plan.protocol, plan.version), [plan.id])
    plan.state, plan.revision = "active", plan.revision + 1
    await audit.record(session, caller, "start-plan-on-consent", plan.person_id, plan=plan.id, given_by=given.given_by)
    return plan


async def _is_repeated(session: AsyncSession, plan: Plan, given: ConsentRecorded) -> bool:
    if plan.state != "active":
        return False
    known = await session.get(Consent, plan.id)
    same = ("given_by", "guardian_id", "how", "text_version")
    return known is not None and all(getattr(known, name) == getattr(given, name) for name in same)


async def _check(session: AsyncSession, plan: Plan, given: ConsentRecorded, given_on: date) -> None:
    if given_on > clock.today():
        raise BadPayload(faults=[Fault("#/given_on", "in_the_future", "a consent cannot be dated ahead")])
    offered_text = catalogue().version(plan.protocol, plan.version).consent_text.version
    if given.text_version != offered_text:
        raise BadPayload(faults=[Fault("#/text_version", "unknown_text", f"this plan's text is {offered_text}")])
    person = await session.get(KnownPerson, plan.person_id)
    if person is None or person.birth_date is None:
        raise PersonNotKnown()
    await check_giver(session, person, given, given_on)


def _consent(plan: Plan, given: ConsentRecorded, given_on: date, caller: Caller) -> Consent:
    return Consent(
        plan_id=plan.id,
        given_by=given.given_by,
        guardian_id=given.guardian_id,
        how=given.how,
        text_version=given.text_version,
        given_on=given_on,
        recorded_by=caller.subject,
        recorded_at=clock.now(),
    )
