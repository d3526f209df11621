"""All that the gateway listens to."""

from chassis.subscriptions import Subscriptions
from contracts.registry import CorrectionApplied, DivisionReplaced, PersonMerged, PersonUnmerged
from gateway.access_log.follow_merges import follow_merge, follow_unmerge
from gateway.auth.follow_divisions import follow_division
from gateway.corrections.keep_notices import keep_notices

SUBSCRIPTIONS = Subscriptions(
    service="gateway",
    handlers={
        DivisionReplaced: follow_division,
        CorrectionApplied: keep_notices,
        PersonMerged: follow_merge,
        PersonUnmerged: follow_unmerge,
    },
)
