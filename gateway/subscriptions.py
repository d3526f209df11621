"""All that the gateway listens to."""

from chassis.county_days import keep_county_days
from chassis.subscriptions import Subscriptions
from contracts.reconciliation import DiscrepancyClosed, DiscrepancyOpened, ExtractCompared, ReconciliationReminded
from contracts.registry import CorrectionApplied, DivisionReplaced, PersonMerged, PersonUnmerged
from contracts.working_days import WorkingDaysChanged
from gateway.access_log.follow_merges import follow_merge, follow_unmerge
from gateway.auth.follow_divisions import follow_division
from gateway.corrections.keep_notices import keep_notices
from gateway.webhooks.hear import hear_closed, hear_compared, hear_opened, hear_reminded

SUBSCRIPTIONS = Subscriptions(
    service="gateway",
    handlers={
        DivisionReplaced: follow_division,
        WorkingDaysChanged: keep_county_days,
        CorrectionApplied: keep_notices,
        PersonMerged: follow_merge,
        PersonUnmerged: follow_unmerge,
        DiscrepancyOpened: hear_opened,
        DiscrepancyClosed: hear_closed,
        ExtractCompared: hear_compared,
        ReconciliationReminded: hear_reminded,
    },
)
