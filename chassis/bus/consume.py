"""The consumer's loop: fetch a batch, apply it in one transaction, commit its positions to the bus.

A batch that fails is applied event by event, each in a transaction of its own, with growing pauses between
attempts. What fails to the end becomes a dead letter, and later events of its key wait behind it. Outages
of the database or the bus are no event's fault: they are waited out.
"""

import time
from collections.abc import Sequence

import structlog
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from chassis.bus.apply import Applier
from chassis.bus.faults import is_outage, reason_of
from chassis.bus.interface import Bus, Consumer, Place, Record
from chassis.bus.metrics import BATCH_SECONDS, INTERRUPTIONS
from chassis.bus.pace import Pace
from chassis.bus.redeliver import redeliver
from chassis.bus.replay import Replays
from chassis.subscriptions import Subscriptions

log = structlog.get_logger()


class Consumption:
    """One member of one consumer group; ``run`` until cancelled."""

    def __init__(
        self,
        bus: Bus,
        subscriptions: Subscriptions,
        sessions: async_sessionmaker[AsyncSession],
        *,
        batch: int = 500,
        fallback: float = 5.0,
        pace: Pace = Pace(),
    ) -> None:
        self._bus, self._subscriptions = bus, subscriptions
        self._applier = Applier(subscriptions, sessions)
        self._replays = Replays(subscriptions.group, sessions)
        self._applier.replays = self._replays.running
        self._batch, self._fallback, self._pace = batch, fallback, pace
        self._held: frozenset[Place] = frozenset()
        self._looked = 0.0
        self._failures = 0

    async def run(self) -> None:
        """Consume for ever. An outage ends the membership; a new one begins where the last commit was."""
        while True:
            consumer = self._bus.consumer(self._subscriptions.group, self._subscriptions.topics)
            try:
                await consumer.start()
                self._held = frozenset()
                while True:
                    await self._step(consumer)
                    self._failures = 0
            except Exception as error:
                self._note_interruption(error)
            finally:
                await consumer.stop()
            self._failures += 1
            await self._pace.wait(self._failures)

    async def _step(self, consumer: Consumer) -> None:
        records = await consumer.fetch(self._batch, self._fallback)
        records = await self._look_around(consumer, records)
        if not records:
            return
        started = time.monotonic()
        await self._apply(records)
        await consumer.commit(records)
        await self._replays.finish({r.place: r.position + 1 for r in records})
        BATCH_SECONDS.labels(self._subscriptions.group).observe(time.monotonic() - started)

    async def _look_around(self, consumer: Consumer, records: list[Record]) -> list[Record]:
        """See to replays and dead letters that were asked for: when partitions changed, and now and then."""
        held = consumer.assignment()
        if held == self._held and time.monotonic() - self._looked < self._fallback:
            return records
        sought = await self._replays.look(consumer)
        await redeliver(self._applier)
        self._held, self._looked = held, time.monotonic()
        return [record for record in records if record.place not in sought]

    async def _apply(self, records: Sequence[Record]) -> None:
        try:
            await self._applier.apply(records)
        except Exception as error:
            if is_outage(error):
                raise
            for record in records:
                await self._apply_alone(record)

    async def _apply_alone(self, record: Record) -> None:
        """Apply one event, however many attempts it takes; give it up when its own fault lasts."""
        for attempt in range(1, self._pace.attempts + 1):
            try:
                return await self._applier.apply([record])
            except Exception as error:
                if is_outage(error):
                    raise
                if attempt == self._pace.attempts:
                    return await self._give_up(record, error)
                await self._pace.wait(attempt)

    async def _give_up(self, record: Record, error: Exception) -> None:
        await self._applier.give_up(record, reason_of(error), self._pace.attempts)
        # The reason stays in the table: an exception's words may quote a person's data.
        fault = type(error).__name__
        log.error("dead letter", consumer=self._subscriptions.group, type=record.event.type, fault=fault)

    def _note_interruption(self, error: Exception) -> None:
        INTERRUPTIONS.labels("consume").inc()
        report = log.warning if is_outage(error) else log.error
        report("consumer interrupted", consumer=self._subscriptions.group, fault=type(error).__name__)
