"""A worker records what came of a visit."""

import json
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import audit, clock, outbox
from chassis.auth import Caller
from chassis.concurrency import expect_revision
from chassis.identifiers import new_id
from chassis.sealing import Sealer
from services.followup.plans.complete import complete_if_finished
from services.followup.plans.end_after_death import end_after_death
from services.followup.plans.offer_after_referral import offer_after_referral
from services.followup.protocols.catalogue import catalogue
from services.followup.protocols.model import RETRIED, Protocol
from services.followup.visits import events, rules
from services.followup.visits.check_entry import check_entry, leads_to_referral
from services.followup.visits.errors import CareHasEnded, OutcomeContradicts
from services.followup.visits.load import VisitOfPlan, lock_visit
from services.followup.visits.plan_further import plan_further
from services.followup.visits.schemas import OutcomeGiven
from services.followup.visits.tables import Entry, Visit
from services.followup.visits.try_again import try_again

CONTENT = "visit.content"


async def record_outcome(
    session: AsyncSession,
    sealer: Sealer,
    caller: Caller,
    visit_id: UUID,
    given: OutcomeGiven,
    if_match: str | None = None,
    client_id: UUID | None = None,
) -> VisitOfPlan:
    """The visit after the entry; an entry that says the same again changes nothing.

    Raises UnknownVisit, CharterRefusal, BadPayload, RevisionStale, OutcomeContradicts, CareHasEnded.
    """
    visit, plan = await lock_visit(session, caller, visit_id)
    protocol = catalogue().version(plan.protocol, visit.version)
    step = protocol.step(visit.step)
    check_entry(given, step, visit.base_on, clock.today())
    entry = entry_of(sealer, caller, visit, given)
    if await is_repeated(session, entry):
        return VisitOfPlan(visit, plan)
    if if_match is not None:
        expect_revision(if_match, visit.revision)
    after = _after(visit, given, owed_here=caller.sees(visit.division))
    entry.client_id = client_id
    session.add(entry)
    if given.outcome in RETRIED and caller.sees(visit.division):
        after = await try_again(session, visit, after, given, protocol)
    await apply_outcome(session, caller, visit, given, after)
    await _follow_up(session, VisitOfPlan(visit, plan), protocol, given)
    await audit.record(session, caller, "record-visit", visit.person_id, visit=visit.id)
    return VisitOfPlan(visit, plan)


async def _follow_up(session: AsyncSession, of: VisitOfPlan, protocol: Protocol, given: OutcomeGiven) -> None:
    """What an outcome brings about beyond its own visit."""
    visit, plan = of
    if given.outcome == "died":
        await end_after_death(session, visit.person_id)
    if given.outcome == "referred" or leads_to_referral(protocol.step(visit.step), given):
        await offer_after_referral(session, visit, given.done_on)
    # A call or a word of a move that another try follows is not yet what came of the visit.
    is_over = visit.state not in rules.OPEN or given.outcome == "not_found"
    if plan.state == "active" and is_over:
        newest = catalogue().version(plan.protocol, plan.version)
        await plan_further(session, of, newest, given.outcome, given.done_on)
    await complete_if_finished(session, plan)


def _after(visit: Visit, given: OutcomeGiven, owed_here: bool) -> str:
    dates = (given.done_on, visit.latest_on, visit.closed_on)
    after = rules.after_entry(visit.state, given.outcome, *dates, owed_here)
    if after is not None:
        return after
    if visit.state == "ended" and given.outcome in rules.GIVEN:
        raise CareHasEnded(ended_on=str(visit.closed_on))
    raise OutcomeContradicts(state=visit.state)


def entry_of(sealer: Sealer, caller: Caller, visit: Visit, given: OutcomeGiven) -> Entry:
    """What the worker said, sealed; not yet written."""
    place: str | None = "phone" if given.outcome == "phone_instead" else given.place
    if place is None and given.outcome in rules.GIVEN:
        place = visit.place
    content = None if given.content is None else given.content.model_dump_json()
    said = json.dumps([str(visit.id), given.outcome, given.done_on.isoformat(), place, content], ensure_ascii=False)
    return Entry(
        id=new_id(),
        visit_id=visit.id,
        outcome=given.outcome,
        done_on=given.done_on,
        place=place,
        content=None if content is None else sealer.seal(content, CONTENT),
        fingerprint=sealer.index(said, CONTENT),
        recorded_by=caller.subject,
        recorded_at=clock.now(),
    )


async def is_repeated(session: AsyncSession, entry: Entry) -> bool:
    """Whether exactly this was said of the visit before."""
    same = (col(Entry.visit_id) == entry.visit_id) & (col(Entry.fingerprint) == entry.fingerprint)
    return (await session.execute(select(col(Entry.id)).where(same))).first() is not None


async def apply_outcome(session: AsyncSession, caller: Caller, visit: Visit, given: OutcomeGiven, after: str) -> None:
    """Let ``visit`` pass to ``after``, and tell the house what is new in that."""
    before, visit.state, visit.revision = visit.state, after, visit.revision + 1
    if after not in rules.OPEN and after != before:
        visit.closed_on = given.done_on
    outcome = rules.told_as(before, after)
    if outcome is not None:
        await outbox.add(session, events.closed(visit, outcome, _credited(caller, visit)))


def _credited(caller: Caller, visit: Visit) -> str:
    """The division that the visit counts for: the one that owes it, or the former one whose worker made it."""
    mine = [code for code in (visit.division, *reversed(visit.former_divisions)) if caller.sees(code)]
    return mine[0]
