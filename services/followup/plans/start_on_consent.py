"""Consent starts a plan: it is written down, and the visits that can still be in time are planned."""

from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock, outbox
from chassis.auth import Caller
from chassis.concurrency import expect_revision
from chassis.identifiers import new_id
from chassis.problems import BadPayload, Fault
from services.followup.people.tables import KnownPerson
from services.followup.plans import rules
from services.followup.plans.check_giver import check_giver
from services.followup.plans.errors import PersonNotKnown, PlanIsFinal
from services.followup.plans.load import load_plan
from services.followup.plans.schemas import ConsentGiven
from services.followup.plans.tables import Consent, Plan
from services.followup.protocols.catalogue import catalogue
from services.followup.protocols.model import Window
from services.followup.visits import events
from services.followup.visits.rules import state_on
from services.followup.visits.tables import Visit


async def start_on_consent(
    session: AsyncSession, caller: Caller, plan_id: UUID, given: ConsentGiven, if_match: str | None
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
    await session.flush()  # the database takes no visit without a consent
    await _plan_visits(session, plan, given_on)
    plan.state, plan.revision = "active", plan.revision + 1
    await audit.record(session, caller, "start-plan-on-consent", plan.person_id, plan=plan.id, given_by=given.given_by)
    return plan


async def _is_repeated(session: AsyncSession, plan: Plan, given: ConsentGiven) -> bool:
    if plan.state != "active":
        return False
    known = await session.get(Consent, plan.id)
    same = ("given_by", "guardian_id", "how", "text_version")
    return known is not None and all(getattr(known, name) == getattr(given, name) for name in same)


async def _check(session: AsyncSession, plan: Plan, given: ConsentGiven, given_on: date) -> None:
    if given_on > clock.today():
        raise BadPayload(faults=[Fault("#/given_on", "in_the_future", "a consent cannot be dated ahead")])
    offered_text = catalogue().version(plan.protocol, plan.version).consent_text.version
    if given.text_version != offered_text:
        raise BadPayload(faults=[Fault("#/text_version", "unknown_text", f"this plan's text is {offered_text}")])
    person = await session.get(KnownPerson, plan.person_id)
    if person is None or person.birth_date is None:
        raise PersonNotKnown()
    await check_giver(session, person, given, given_on)


def _consent(plan: Plan, given: ConsentGiven, given_on: date, caller: Caller) -> Consent:
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


async def _plan_visits(session: AsyncSession, plan: Plan, given_on: date) -> None:
    protocol = catalogue().version(plan.protocol, plan.version)
    visits = [_visit(plan, window) for window in protocol.windows_open_after(plan.anchor_on, given_on)]
    if visits:
        session.add_all(visits)
        await outbox.add(session, *map(events.scheduled, visits))


def _visit(plan: Plan, window: Window) -> Visit:
    # Never overdue from the start: the sweep says so, with the event that belongs to it.
    state = state_on(min(clock.today(), window.latest_on), window.earliest_on, window.latest_on)
    return Visit(
        id=new_id(),
        plan_id=plan.id,
        person_id=plan.person_id,
        step=window.step.id,
        occurrence=window.occurrence,
        place=window.step.place,
        division=plan.division,
        former_divisions=[],
        earliest_on=window.earliest_on,
        due_on=window.due_on,
        latest_on=window.latest_on,
        state=state,
    )
