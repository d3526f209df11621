"""The event bus: two adapters behind one small interface, and what a service needs to stand on it.

Nothing outside this package knows which adapter runs. See docs/adr for why it is built as it is.
"""

from chassis.bus.subscriptions import BadSubscription, Delivery, Subscriptions, each_set

__all__ = ["BadSubscription", "Delivery", "Subscriptions", "each_set"]
