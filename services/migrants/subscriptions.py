"""All that migrant tracking listens to."""

from chassis.county_days import keep_county_days
from chassis.subscriptions import Subscriptions, each_set
from contracts.registry import (
    PersonChanged,
    PersonMerged,
    PersonMoved,
    PersonRegistered,
    PersonUnmerged,
    PersonWithdrawn,
)
from contracts.residence import DeclaredMoveRefused
from contracts.working_days import WorkingDaysChanged
from services.migrants.movements.keep_movements import keep_movements, note_not_made
from services.migrants.residents.follow_merges import follow_merge, follow_unmerge
from services.migrants.residents.keep_residents import keep_residents, withdraw_resident

SUBSCRIPTIONS = Subscriptions(
    service="migrants",
    handlers={
        PersonRegistered: each_set(keep_residents),
        PersonChanged: each_set(keep_residents),
        PersonWithdrawn: withdraw_resident,
        PersonMerged: follow_merge,
        PersonUnmerged: follow_unmerge,
        PersonMoved: each_set(keep_movements),
        DeclaredMoveRefused: note_not_made,
        WorkingDaysChanged: keep_county_days,
    },
)
