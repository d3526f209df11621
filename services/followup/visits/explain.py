"""Why a visit is there: the event, the rule, the date, the consent."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis.auth import Caller
from services.followup.plans.tables import Consent
from services.followup.protocols.catalogue import catalogue
from services.followup.protocols.model import RETRIED, Outcome, Protocol, Step
from services.followup.visits.load import load_visit
from services.followup.visits.schemas import ConsentSeen, RetryRule, Try, Why
from services.followup.visits.tables import Entry, Visit

_OF_PLAN = {"origin", "origin_id", "anchor_on", "protocol", "reopened_on", "anchor_corrected_on", "superseded_by"}


async def explain(session: AsyncSession, caller: Caller, visit_id: UUID) -> tuple[Visit, Why]:
    """The visit and what brought it about. Raises UnknownVisit."""
    visit, plan = await load_visit(session, caller, visit_id)
    protocol = catalogue().version(plan.protocol, visit.version)
    step = protocol.step(visit.step)
    consent = await session.get(Consent, plan.id)
    return visit, Why.model_validate(
        {
            **plan.model_dump(include=_OF_PLAN),
            "version": visit.version,
            "visit_id": visit.id,
            "plan_id": plan.id,
            "event_id": plan.origin_event,
            "step": step.id,
            "occurrence": visit.occurrence,
            "earliest": step.earliest,
            "due": step.due,
            "latest": step.latest,
            "repeated_every": step.repeat.every if step.repeat else None,
            "source": protocol.sources[step.source],
            "window_chosen_by": step.window if isinstance(step.window, str) else step.window["our-choice"],
            "counted_from": visit.base_on,
            "because_of": step.only_if.step if step.only_if else None,
            "tries": await _tries(session, visit.id),
            "retry_rules": _rules(protocol, step),
            "retry_by": visit.retry_by,
            "consent": ConsentSeen.model_validate(consent, from_attributes=True) if consent else None,
        }
    )


async def _tries(session: AsyncSession, visit_id: UUID) -> list[Try]:
    failed = select(Entry).where(col(Entry.visit_id) == visit_id, col(Entry.outcome).in_(RETRIED))
    entries = await session.scalars(failed.order_by(col(Entry.done_on), col(Entry.id)))
    return [Try.model_validate(entry) for entry in entries]


def _rules(protocol: Protocol, step: Step) -> dict[Outcome, RetryRule]:
    found = {outcome: protocol.retry(step.id, outcome) for outcome in RETRIED}
    return {outcome: RetryRule.model_validate(retry) for outcome, retry in found.items() if retry is not None}
