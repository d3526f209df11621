"""All that the register listens to: it is told of moves, and stays the owner of where people live."""

from chassis.subscriptions import Subscriptions
from contracts.migrants import ConfirmationClosed, ConfirmationUnresolved, MovementDeclared
from services.registry.reconciliation.between_counties.keep_unresolved import keep_unresolved, note_settled
from services.registry.residence.follow_declaration import follow_declaration

SUBSCRIPTIONS = Subscriptions(
    service="registry",
    handlers={
        MovementDeclared: follow_declaration,
        ConfirmationUnresolved: keep_unresolved,
        ConfirmationClosed: note_settled,
    },
)
