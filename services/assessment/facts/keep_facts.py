"""Keep facts as events tell of them, and carry each change into the counts, in the same transaction."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import asyncpg
import msgspec
import orjson
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.cloudevents import DomainEvent
from chassis.db import driver
from chassis.subscriptions import Delivery, SetWise, each_set
from services.assessment.facts.changes import NOTHING, Change, Known, laid_over
from services.assessment.facts.kinds import FIELDS
from services.assessment.figures.count_changes import count_changes, is_settled

Handlers = dict[type[DomainEvent], Any]
COLUMNS = ("division", *FIELDS)
COUNTING = 7_304_551
"""The advisory lock of the counts: shared while facts change, alone while everything is counted anew."""

_FIND = f"""
    SELECT kind, id, {", ".join(COLUMNS)}, stamps::text FROM facts
    WHERE (kind, id) IN (SELECT unnest($1::text[]), unnest($2::uuid[])) ORDER BY kind, id FOR UPDATE
"""
_KEEP = f"""
    INSERT INTO facts (kind, id, {", ".join(COLUMNS)}, stamps)
    VALUES ($1, $2, {", ".join(f"${number}" for number in range(3, 4 + len(COLUMNS)))})
    ON CONFLICT (kind, id) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in (*COLUMNS, "stamps"))}
"""
_REMEMBER = "INSERT INTO facts_before VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING"
_SETTLED = "SELECT max(last_month) FROM settlements"


class Told(msgspec.Struct, frozen=True):
    """What one event says: which fact, and which of its columns."""

    id: UUID
    values: dict[str, Any]


Tell = Callable[[Any], Told]


def facts_of(kind: str, tell: Tell, *, opens: bool = False, beside: tuple[str, Tell] | None = None) -> SetWise:
    """The handler of one event type. With ``opens`` the day of the event is the fact's first.

    ``beside`` is a second kind of fact that the same event tells of, and how.
    """
    kinds = [(kind, tell), *([beside] if beside else [])]

    async def keep(session: AsyncSession, deliveries: Sequence[Delivery[Any]]) -> None:
        told = [(name, say(each.event), each) for each in deliveries for name, say in kinds]
        await keep_facts(session, [_change(name, what, each, opens) for name, what, each in told])

    return each_set(keep)


def _change(kind: str, told: Told, delivery: Delivery[Any], opens: bool) -> Change:
    first = {"opened_on": clock.day_of(delivery.time)} if opens else {}
    return Change(kind, told.id, delivery.time, told.values | first)


async def keep_facts(session: AsyncSession, changes: Sequence[Change]) -> None:
    """Lay the changes over what is known, in their order, and count what differs."""
    connection = await driver(session)
    await connection.execute("SELECT pg_advisory_xact_lock_shared($1)", COUNTING)
    before = await _known(connection, changes)
    after = dict(before)
    for change in changes:
        key = change.kind, change.id
        after[key] = laid_over(after.get(key, NOTHING), change)
    changed = {key: known for key, known in after.items() if known is not before.get(key)}
    await connection.executemany(_KEEP, [_row(*key, known) for key, known in sorted(changed.items())])
    pairs = [(*key, before.get(key, NOTHING).values, known.values) for key, known in changed.items()]
    await _remember_settled(connection, pairs)
    await count_changes(connection, [(kind, was, now) for kind, _, was, now in pairs])


Pair = tuple[str, UUID, Any, Any]
"""Kind, id, the columns before, the columns now."""


async def _remember_settled(connection: asyncpg.Connection, pairs: Sequence[Pair]) -> None:
    """What was counted when a period was settled must be found again, however the fact changes later."""
    until: date | None = await connection.fetchval(_SETTLED)
    if until is None:
        return
    now = clock.now()
    rows = [
        (kind, fact, now, orjson.dumps(was).decode() if was else None)
        for kind, fact, was, then in pairs
        if is_settled(kind, was, until) or is_settled(kind, then, until)
    ]
    await connection.executemany(_REMEMBER, rows)


async def _known(connection: asyncpg.Connection, changes: Sequence[Change]) -> dict[tuple[str, UUID], Known]:
    keys = sorted({(change.kind, change.id) for change in changes})
    rows = await connection.fetch(_FIND, [kind for kind, _ in keys], [fact for _, fact in keys])
    return {
        (row["kind"], row["id"]): Known({name: row[name] for name in COLUMNS}, orjson.loads(row["stamps"]))
        for row in rows
    }


def _row(kind: str, fact: UUID, known: Known) -> tuple[Any, ...]:
    stamps = orjson.dumps(dict(known.stamps)).decode()
    return (kind, fact, *(known.values.get(name) for name in COLUMNS), stamps)
