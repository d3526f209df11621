"""All that the register listens to: it is told of moves, and stays the owner of where people live."""

from chassis.subscriptions import Subscriptions
from contracts.migrants import MovementDeclared
from services.registry.residence.follow_declaration import follow_declaration

SUBSCRIPTIONS = Subscriptions(service="registry", handlers={MovementDeclared: follow_declaration})
