"""All that the gateway listens to."""

from chassis.subscriptions import Subscriptions
from contracts.registry import DivisionReplaced
from gateway.auth.follow_divisions import follow_division

SUBSCRIPTIONS = Subscriptions(service="gateway", handlers={DivisionReplaced: follow_division})
