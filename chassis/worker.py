"""What a service does besides answering: relay its outbox, consume what it subscribed to, look after both."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from chassis.bus.consume import Consumption
from chassis.bus.opening import open_bus
from chassis.bus.relay import Relay
from chassis.bus.upkeep import keep_up
from chassis.db import Database
from chassis.settings import Settings
from chassis.subscriptions import Subscriptions


@asynccontextmanager
async def bus_worker(
    service: str, settings: Settings, database: Database, subscriptions: Subscriptions | None
) -> AsyncIterator[None]:
    """Run the service's relay and consumer inside the block. A bus that is away is waited for, not an error."""
    bus = open_bus(settings)
    loops = [Relay(bus, settings.database_url, service).run()]
    loops.append(keep_up(service, settings, database, bus, subscriptions))
    if subscriptions is not None and subscriptions.handlers:
        loops.append(Consumption(bus, subscriptions, database.sessions).run())
    tasks = [asyncio.create_task(loop) for loop in loops]
    try:
        yield
    finally:
        await _end(tasks)
        await bus.stop()


async def _end(tasks: Sequence[asyncio.Task[None]]) -> None:
    """Cancel until they have ended: a library on the way may swallow a cancellation once."""
    pending = set(tasks)
    while pending:
        for task in pending:
            task.cancel()
        _, pending = await asyncio.wait(pending, timeout=2)
