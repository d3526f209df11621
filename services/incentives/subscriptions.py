"""All that benefits listen to."""

from chassis.subscriptions import Subscriptions, each_set
from contracts.registry import (
    BirthCorrected,
    BirthRegistered,
    BirthRevoked,
    DeathCorrected,
    DeathRegistered,
    DeathRevoked,
    PersonChanged,
    PersonMerged,
    PersonRegistered,
    PersonUnmerged,
    PersonWithdrawn,
)
from services.incentives.beneficiaries.follow_merges import follow_merge, follow_unmerge
from services.incentives.beneficiaries.keep_beneficiaries import (
    correct_child,
    forget_death,
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
        DeathCorrected: note_death,
        DeathRevoked: forget_death,
        BirthRegistered: keep_child,
        BirthCorrected: correct_child,
        BirthRevoked: revoke_child,
    },
)
