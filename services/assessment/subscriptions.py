"""All that assessment listens to."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.county_days import keep_county_days
from chassis.subscriptions import Delivery, SetWise, Subscriptions, each_set
from contracts.registry import DivisionChanged, DivisionReplaced
from contracts.working_days import WorkingDaysChanged
from services.assessment.divisions.keep_divisions import keep_division, note_heir
from services.assessment.facts.from_followup import FOLLOWUP
from services.assessment.facts.from_incentives import INCENTIVES
from services.assessment.facts.from_migrants import MIGRANTS
from services.assessment.facts.from_registry import CORRECTIONS, RECONCILIATION, REGISTRY
from services.assessment.surveys.keep_residents import keep_residents


def _and_residents(keep: SetWise) -> SetWise:
    async def both(session: AsyncSession, deliveries: Sequence[Delivery[Any]]) -> None:
        await keep.handle(session, deliveries)
        await keep_residents(session, deliveries)

    return each_set(both)


SUBSCRIPTIONS = Subscriptions(
    service="assessment",
    handlers={
        **FOLLOWUP,
        **{event: _and_residents(keep) for event, keep in REGISTRY.items()},
        **RECONCILIATION,
        **CORRECTIONS,
        **INCENTIVES,
        **MIGRANTS,
        DivisionChanged: keep_division,
        DivisionReplaced: note_heir,
        WorkingDaysChanged: keep_county_days,
    },
)
