"""One reader of the bus for all who watch; it reads only while somebody does."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime

import msgspec
import structlog

from chassis.bus.interface import BusUnavailable, Record
from chassis.bus.opening import open_bus
from chassis.roles import SERVICES
from chassis.settings import Settings

_TOPICS = [f"huijia.{service}" for service in SERVICES]
# A watcher that does not keep up misses the oldest: it is a picture, not a log.
_KEPT = 500
_AT_ONCE, _WAIT, _AGAIN = 200, 5.0, 2.0
log = structlog.get_logger()


class Passed(msgspec.Struct, frozen=True):
    """An event without its key and its data."""

    time: datetime
    type: str
    topic: str
    partition: int
    position: int


Watcher = asyncio.Queue[Passed]


class Flow:
    """The events of the whole house from the moment somebody watches."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._watchers: set[Watcher] = set()
        self._reading: asyncio.Task[None] | None = None
        self._reads = asyncio.Event()

    @asynccontextmanager
    async def watch(self) -> AsyncIterator[Watcher]:
        """What passes while the block runs; a bus that is away is waited for inside it."""
        watcher: Watcher = asyncio.Queue(_KEPT)
        self._watchers.add(watcher)
        if self._reading is None or self._reading.done():
            self._reading = asyncio.create_task(self._read())
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(_WAIT):
                    await self._reads.wait()
            yield watcher
        finally:
            self._watchers.discard(watcher)
            if not self._watchers:
                await self.stop()

    async def stop(self) -> None:
        """Read no more."""
        reading, self._reading = self._reading, None
        if reading is not None:
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)

    async def _read(self) -> None:
        while True:
            try:
                await self._follow()
            except BusUnavailable:
                log.warning("live_events_interrupted")
                await asyncio.sleep(_AGAIN)

    async def _follow(self) -> None:
        bus = open_bus(self._settings)
        reader = bus.consumer(None, _TOPICS)
        try:
            await reader.start()
            self._reads.set()
            while True:
                for record in await reader.fetch(_AT_ONCE, _WAIT):
                    self._tell(record)
        finally:
            self._reads.clear()
            await reader.stop()
            await bus.stop()

    def _tell(self, record: Record) -> None:
        place, event = record.place, record.event
        passed = Passed(event.time, event.type, place.topic, place.partition, record.position)
        for watcher in self._watchers:
            if watcher.full():
                watcher.get_nowait()
            watcher.put_nowait(passed)
