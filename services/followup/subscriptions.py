"""All that follow-up care listens to."""

from chassis.county_days import keep_county_days
from chassis.subscriptions import Subscriptions, each_set
from contracts.migrants import ServicesReleased
from contracts.registry import (
    BirthCorrected,
    BirthRegistered,
    BirthRevoked,
    DeathRegistered,
    DeathRevoked,
    DivisionReplaced,
    PersonChanged,
    PersonMerged,
    PersonMoved,
    PersonRegistered,
    PersonUnmerged,
    PersonWithdrawn,
)
from contracts.working_days import WorkingDaysChanged
from services.followup.people.follow_merges import follow_merge, follow_unmerge
from services.followup.people.keep_people import (
    keep_people,
    move_people,
    note_deaths,
    note_no_deaths,
    withdraw_people,
)
from services.followup.plans.end_after_birth_revoked import end_after_birth_revoked
from services.followup.plans.end_after_handover import end_after_handover
from services.followup.plans.follow_birth_correction import follow_birth_correction
from services.followup.plans.offer_after_birth import offer_after_birth
from services.followup.worklists.follow_divisions import follow_divisions

SUBSCRIPTIONS = Subscriptions(
    service="followup",
    handlers={
        PersonRegistered: each_set(keep_people),
        PersonChanged: each_set(keep_people),
        PersonMoved: each_set(move_people),
        DeathRegistered: each_set(note_deaths),
        DeathRevoked: each_set(note_no_deaths),
        PersonWithdrawn: each_set(withdraw_people),
        DivisionReplaced: follow_divisions,
        PersonMerged: follow_merge,
        PersonUnmerged: follow_unmerge,
        BirthRegistered: offer_after_birth,
        BirthCorrected: follow_birth_correction,
        BirthRevoked: end_after_birth_revoked,
        ServicesReleased: end_after_handover,
        WorkingDaysChanged: keep_county_days,
    },
)
