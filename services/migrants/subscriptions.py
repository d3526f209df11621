"""All that migrant tracking listens to."""

from chassis.subscriptions import Subscriptions, each_set
from contracts.registry import PersonChanged, PersonMoved, PersonRegistered, PersonWithdrawn
from services.migrants.movements.keep_movements import keep_movements
from services.migrants.residents.keep_residents import keep_residents, withdraw_resident

SUBSCRIPTIONS = Subscriptions(
    service="migrants",
    handlers={
        PersonRegistered: each_set(keep_residents),
        PersonChanged: each_set(keep_residents),
        PersonWithdrawn: withdraw_resident,
        PersonMoved: each_set(keep_movements),
    },
)
