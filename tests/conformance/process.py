"""A relay or a consumer as a process, for tests that kill it: ``python -m tests.conformance.process followup``.

``DIE_AT`` names the step at which the process kills itself (SIGKILL, nothing is tidied up). The steps are cut
into the objects here, in the test's own process, and nowhere in the house's code.
"""

import asyncio
import os
import signal
import sys
from typing import Any

import chassis.bus.apply
from chassis.bus.apply import Applier
from chassis.bus.consume import Consumption
from chassis.bus.relay import Relay
from chassis.db import Database
from chassis.subscriptions import Subscriptions
from tests.conformance.followup import Noted, subscriptions
from tests.conformance.house import QUICK, make_bus

CONSUMER_STEPS = ("fetched", "handling", "handled", "applied", "committed")
_BATCH = 10


def die() -> None:
    """End this process as a power cut would."""
    os.kill(os.getpid(), signal.SIGKILL)


def cut(owner: Any, name: str, *, calls: int, before: bool = False) -> None:
    """Let the process die before or after the given call of ``owner.name``."""
    original, made = getattr(owner, name), 0

    async def counted(*arguments: Any, **named: Any) -> Any:
        nonlocal made
        made += 1
        if before and made == calls:
            die()
        result = await original(*arguments, **named)
        if made == calls:
            die()
        return result

    setattr(owner, name, counted)


def _cut_consumer(step: str, bus: Any, subscribed: Subscriptions) -> None:
    """Cut at a step of the second batch: the first one shows that what was done stays done."""
    if step == "fetched":
        cut(Applier, "apply", calls=2, before=True)
    elif step == "handling":
        handlers: Any = subscribed.handlers
        holder = type("Holder", (), {"handle": staticmethod(handlers[Noted])})
        cut(holder, "handle", calls=_BATCH + 3)
        handlers[Noted] = holder.handle  # type: ignore[attr-defined]
    elif step == "handled":
        cut(chassis.bus.apply, "dispatch", calls=2)  # the transaction is complete, and not committed
    elif step == "applied":
        cut(Applier, "apply", calls=2)  # committed in the database, not on the bus
    elif step == "committed":
        make = bus.consumer

        def consumer(group: Any, topics: Any) -> Any:
            made = make(group, topics)
            cut(made, "commit", calls=2)
            return made

        bus.consumer = consumer


def _cut_relay(bus: Any) -> None:
    """Die with events on the bus that are still in the outbox, where the adapter has such a moment."""
    if hasattr(bus, "_publisher"):
        cut(bus._publisher, "publish", calls=1)
    else:
        cut(bus, "forward", calls=1)


async def main(role: str) -> None:
    """Run until killed."""
    told = os.environ
    database = Database(told["DATABASE_URL"])
    bus = make_bus(told["BUS"], database.url, told["KAFKA_BOOTSTRAP"], told["PREFIX"])
    step = told.get("DIE_AT", "")
    if role == "registry":
        if step == "published":
            _cut_relay(bus)
        return await Relay(bus, database.url, "registry", **QUICK).run()  # type: ignore[arg-type]
    subscribed = subscriptions()
    _cut_consumer(step, bus, subscribed)
    await Consumption(bus, subscribed, database.sessions, batch=_BATCH, **QUICK).run()  # type: ignore[arg-type]


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
