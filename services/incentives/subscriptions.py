"""All that benefits listen to."""

from chassis.county_days import keep_county_days
from chassis.subscriptions import Subscriptions, each_set
from contracts.migrants import ServicesReleased
from contracts.registry import (
    BirthCorrected,
    BirthRegistered,
    BirthRevoked,
    DeathCorrected,
    DeathRegistered,
    DeathRevoked,
    DivisionChanged,
    PersonChanged,
    PersonMerged,
    PersonRegistered,
    PersonUnmerged,
    PersonWithdrawn,
)
from contracts.working_days import WorkingDaysChanged
from services.incentives.beneficiaries.follow_merges import follow_merge, follow_unmerge
from services.incentives.beneficiaries.keep_beneficiaries import (
    keep_beneficiaries,
    keep_child,
    withdraw_beneficiary,
)
from services.incentives.claims.follow_people import (
    doubt_after_correction,
    doubt_after_revocation,
    end_after_death,
    end_on_another_day,
    follow_changes,
    go_on_after_all,
)
from services.incentives.entitlements.follow_handover import stop_after_handover
from services.incentives.places.keep_place import keep_place

SUBSCRIPTIONS = Subscriptions(
    service="incentives",
    handlers={
        PersonRegistered: each_set(keep_beneficiaries),
        PersonChanged: each_set(follow_changes),
        PersonWithdrawn: withdraw_beneficiary,
        PersonMerged: follow_merge,
        PersonUnmerged: follow_unmerge,
        DivisionChanged: keep_place,
        DeathRegistered: end_after_death,
        DeathCorrected: end_on_another_day,
        DeathRevoked: go_on_after_all,
        BirthRegistered: keep_child,
        BirthCorrected: doubt_after_correction,
        BirthRevoked: doubt_after_revocation,
        ServicesReleased: stop_after_handover,
        WorkingDaysChanged: keep_county_days,
    },
)
