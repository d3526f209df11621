"""All that assessment listens to."""

from chassis.subscriptions import Subscriptions
from contracts.registry import DivisionChanged, DivisionReplaced
from services.assessment.divisions.keep_divisions import keep_division, note_heir
from services.assessment.facts.from_followup import FOLLOWUP
from services.assessment.facts.from_incentives import INCENTIVES
from services.assessment.facts.from_registry import REGISTRY

SUBSCRIPTIONS = Subscriptions(
    service="assessment",
    handlers={**FOLLOWUP, **REGISTRY, **INCENTIVES, DivisionChanged: keep_division, DivisionReplaced: note_heir},
)
