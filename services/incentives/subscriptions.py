"""All that benefits listen to."""

from chassis.subscriptions import Subscriptions, each_set
from contracts.registry import (
    BirthRegistered,
    BirthRevoked,
    DeathRegistered,
    PersonChanged,
    PersonMerged,
    PersonRegistered,
    PersonUnmerged,
    PersonWithdrawn,
)
from services.incentives.beneficiaries.follow_merges import follow_merge, follow_unmerge
from services.incentives.beneficiaries.keep_beneficiaries import (
    keep_beneficiaries,
    keep_child,
    note_death,
    revoke_child,
    withdraw_beneficiary,
)

SUBSCRIPTIONS = Subscriptions(
    service="incentives",
    handlers={
        PersonRegistered: each_set(keep_beneficiaries),
        PersonChanged: each_set(keep_beneficiaries),
        PersonWithdrawn: withdraw_beneficiary,
        PersonMerged: follow_merge,
        PersonUnmerged: follow_unmerge,
        DeathRegistered: note_death,
        BirthRegistered: keep_child,
        BirthRevoked: revoke_child,
    },
)
