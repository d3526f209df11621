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
from services.followup.visits import events, rules
from services.followup.visits.check_entry import check_entry
from services.followup.visits.errors import CareHasEnded, OutcomeContradicts
from services.followup.visits.load import VisitOfPlan, lock_visit
from services.followup.visits.schemas import OutcomeGiven
from services.followup.visits.tables import Entry, Visit

CONTENT = "visit.content"


async def record_outcome(
    session: AsyncSession, sealer: Sealer, caller: Caller, visit_id: UUID, given: OutcomeGiven, if_match: str | None
) -> VisitOfPlan:
    """The visit after the entry; an entry that says the same again changes nothing.

    Raises UnknownVisit, CharterRefusal, BadPayload, RevisionStale, OutcomeContradicts, CareHasEnded.
    """
    visit, plan = await lock_visit(session, caller, visit_id)
    step = catalogue().version(plan.protocol, plan.version).step(visit.step)
    check_entry(given, step, plan.anchor_on, clock.today())
    entry = _entry(sealer, caller, visit, given)
    if await _is_repeated(session, entry):
        return VisitOfPlan(visit, plan)
    if if_match is not None:
        expect_revision(if_match, visit.revision)
    after = _after(visit, given, owed_here=caller.sees(visit.division))
    session.add(entry)
    await _apply(session, caller, visit, given, after)
    if given.outcome == "died":
        await end_after_death(session, visit.person_id)
    if given.outcome == "referred":
        await offer_after_referral(session, visit, given.done_on)
    await complete_if_finished(session, plan)
    await audit.record(session, caller, "record-visit", visit.person_id, visit=visit.id)
    return VisitOfPlan(visit, plan)


def _after(visit: Visit, given: OutcomeGiven, owed_here: bool) -> str:
    dates = (given.done_on, visit.latest_on, visit.closed_on)
    after = rules.after_entry(visit.state, given.outcome, *dates, owed_here)
    if after is not None:
        return after
    if visit.state == "ended" and given.outcome in rules.GIVEN:
        raise CareHasEnded(ended_on=str(visit.closed_on))
    raise OutcomeContradicts(state=visit.state)


def _entry(sealer: Sealer, caller: Caller, visit: Visit, given: OutcomeGiven) -> Entry:
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


async def _is_repeated(session: AsyncSession, entry: Entry) -> bool:
    same = (col(Entry.visit_id) == entry.visit_id) & (col(Entry.fingerprint) == entry.fingerprint)
    return (await session.execute(select(col(Entry.id)).where(same))).first() is not None


async def _apply(session: AsyncSession, caller: Caller, visit: Visit, given: OutcomeGiven, after: str) -> None:
    before, visit.state, visit.revision = visit.state, after, visit.revision + 1
    if given.outcome == "not_found" and caller.sees(visit.division):
        visit.attempts += 1
    if after not in rules.OPEN and after != before:
        visit.closed_on = given.done_on
    outcome = rules.told_as(before, after)
    if outcome is not None:
        await outbox.add(session, events.closed(visit, outcome, _credited(caller, visit)))


def _credited(caller: Caller, visit: Visit) -> str:
    """The division that the visit counts for: the one that owes it, or the former one whose worker made it."""
    mine = [code for code in (visit.division, *reversed(visit.former_divisions)) if caller.sees(code)]
    return mine[0]
