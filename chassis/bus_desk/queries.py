"""Reads of what waits and what lies aside."""

from collections.abc import Sequence
from typing import Any

import asyncpg
from sqlalchemy import RowMapping, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.bus.interface import BusUnavailable
from chassis.bus.opening import open_bus
from chassis.bus.upkeep import lag
from chassis.bus_desk.errors import UnknownDeadLetter
from chassis.bus_desk.schemas import DeadLetterInFull, DeadLetterSeen, State, TopicLag
from chassis.dead_letters import dead_letters
from chassis.settings import Settings
from chassis.subscriptions import Subscriptions

_WAITING = text("SELECT count(*), coalesce(extract(epoch FROM now() - min(time)), 0) FROM outbox")


async def waiting(session: AsyncSession) -> tuple[int, float]:
    """How many events are not on the bus yet, and how old the oldest is (s)."""
    count, age = (await session.execute(_WAITING)).one()
    return count, float(age)


async def open_letters(session: AsyncSession) -> int:
    """How many dead letters are neither replayed nor discarded."""
    found = select(func.count()).select_from(dead_letters).where(dead_letters.c.state == "open")
    return (await session.execute(found)).scalar_one()


async def lags(settings: Settings, subscriptions: Subscriptions | None) -> list[TopicLag]:
    """By topic, how far behind the service is. A bus that is away is told as such: that is when somebody looks."""
    if subscriptions is None:
        return []
    bus = open_bus(settings)
    try:
        behind = await lag(bus, subscriptions.group, subscriptions.topics)
    except (BusUnavailable, asyncpg.PostgresError):
        return [TopicLag(topic=topic, behind=None) for topic in subscriptions.topics]
    finally:
        await bus.stop()
    return [TopicLag(topic=topic, behind=count) for topic, count in sorted(behind.items())]


async def letters(session: AsyncSession, state: State, before: int | None, limit: int) -> list[DeadLetterSeen]:
    """The newest first, up to ``limit`` + 1."""
    found = select(dead_letters).where(dead_letters.c.state == state)
    if before is not None:
        found = found.where(dead_letters.c.id < before)
    rows = (await session.execute(found.order_by(dead_letters.c.id.desc()).limit(limit + 1))).mappings()
    return [DeadLetterSeen(**_shown(row)) for row in rows]


async def find_letter(session: AsyncSession, letter_id: int) -> DeadLetterInFull:
    """One, with its event. Raises UnknownDeadLetter."""
    found = (await session.execute(select(dead_letters).where(dead_letters.c.id == letter_id))).mappings()
    row = found.one_or_none()
    if row is None:
        raise UnknownDeadLetter()
    return DeadLetterInFull(**_shown(row), reason=row["reason"], event=row["event"])


def _shown(row: RowMapping) -> dict[str, Any]:
    told: Sequence[str] = tuple(name for name in DeadLetterSeen.model_fields if name != "fault")
    return {name: row[name] for name in told} | {"fault": row["reason"].partition(":")[0]}
