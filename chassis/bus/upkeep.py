"""The bus's slow work in each service: gauges, forgetting old inbox rows, trimming the service's own topic."""

import asyncio

import asyncpg
import structlog
from sqlalchemy import text

from chassis import audit, dead_letters, inbox
from chassis.auth import Caller
from chassis.bus.faults import is_outage
from chassis.bus.interface import Bus
from chassis.bus.metrics import DEAD_LETTERS, LAG, OUTBOX_AGE, OUTBOX_LENGTH
from chassis.bus.retention import kept_for
from chassis.clock import now, today
from chassis.db import Database
from chassis.settings import Settings
from chassis.subscriptions import Subscriptions

_MEASURE_EVERY = 15.0
_TIDY_EVERY = 3600.0
# The bus delivers again within minutes, hours after an outage; a month is far on the safe side.
_INBOX_DAYS = 30

_OUTBOX = text("SELECT count(*), extract(epoch FROM now() - min(time)) FROM outbox")
_OPEN = text("SELECT count(*) FROM dead_letters WHERE state = 'open' AND consumer = :consumer")

_BY = Caller(subject="bus-upkeep", kind="staff")

log = structlog.get_logger()


async def keep_up(
    service: str, settings: Settings, database: Database, bus: Bus, subscriptions: Subscriptions | None
) -> None:
    """Measure and tidy for ever."""
    tidied = 0.0
    while True:
        try:
            await _measure(service, database, bus, subscriptions)
            if asyncio.get_running_loop().time() - tidied > _TIDY_EVERY:
                await tidy(service, settings, database, bus)
                tidied = asyncio.get_running_loop().time()
        except Exception as error:
            report = log.warning if is_outage(error) or isinstance(error, asyncpg.PostgresError) else log.error
            report("bus upkeep interrupted", fault=type(error).__name__)
        await asyncio.sleep(_MEASURE_EVERY)


async def _measure(service: str, database: Database, bus: Bus, subscriptions: Subscriptions | None) -> None:
    async with database.transaction() as session:
        waiting, age = (await session.execute(_OUTBOX)).one()
        OUTBOX_LENGTH.labels(service).set(waiting)
        OUTBOX_AGE.labels(service).set(age or 0)
        if subscriptions is not None:
            letters = await session.execute(_OPEN, {"consumer": subscriptions.group})
            DEAD_LETTERS.labels(subscriptions.group).set(letters.scalar_one())
    if subscriptions is not None:
        for topic, behind in (await lag(bus, subscriptions.group, subscriptions.topics)).items():
            LAG.labels(subscriptions.group, topic).set(behind)


async def lag(bus: Bus, group: str, topics: list[str]) -> dict[str, int]:
    """By topic, how many events on the bus the group has not applied."""
    extents, committed = await bus.extents(topics), await bus.committed(group, topics)
    behind = dict.fromkeys(topics, 0)
    for place, extent in extents.items():
        behind[place.topic] += max(0, extent.end - max(extent.first, committed.get(place, 0)))
    return behind


async def tidy(service: str, settings: Settings, database: Database, bus: Bus) -> None:
    """Forget what has been kept long enough; how many events of the service's topic went is in its audit log."""
    async with database.transaction() as session:
        await inbox.forget_old(session, _INBOX_DAYS)
        await dead_letters.forget_settled(session)
    topic = f"huijia.{service}"
    kept = kept_for(topic, settings.bus_retention_days, today())
    if kept is None:
        return
    before = now() - kept
    if gone := await bus.trim(topic, before):
        async with database.transaction() as session:
            facts = {"record": topic, "removed": gone, "ended_before": before}
            await audit.record(session, _BY, "apply-retention", None, **facts)
