"""A write with its event beside the same write without: what the transactional outbox costs.

Registrations as the register makes them: a session, the person's row, the audit entry, and on our side the event beside
them, committed; so many at a time as requests come in. Both sides by turns on the same durable database.
``BENCH_WRITES`` sets how many a run.
"""

import asyncio
import os
import time
from datetime import date
from itertools import count

import asyncpg

from bench.figures import Figure
from bench.temporary_registry import temporary_registry
from chassis import audit, clock, outbox
from chassis.auth import Caller
from chassis.db import Database
from chassis.identifiers import new_id
from contracts.registry import PersonFacts, PersonRegistered
from services.registry.persons.tables import Person

WRITES = int(os.environ.get("BENCH_WRITES", "4000"))
RUNS = int(os.environ.get("BENCH_RUNS", "5"))
AT_ONCE = 8
_VILLAGE, _BORN = "341599001001", date(1980, 5, 1)
_CALLER = Caller(subject="bench", kind="staff", role="county-admin", division="341599000000")
_EMPTY = "TRUNCATE registry.persons, registry.outbox, registry.audit_log, registry.audit_pending CASCADE"


async def _write(database: Database, *, with_event: bool) -> None:
    person = Person(
        id=new_id(),
        name="王小明",
        sex=1,
        birth_date=_BORN,
        registered_division=_VILLAGE,
        residence_division=_VILLAGE,
        valid_from=clock.now(),
        changed_by="bench",
        change_reason="register",
        source="hand",
    )
    async with database.transaction() as session:
        session.add(person)
        await session.flush()
        await audit.record(session, _CALLER, "register-person", person.id)
        if with_event:
            facts = PersonFacts(
                name=person.name,
                sex=1,
                birth_date=_BORN,
                registered_division=_VILLAGE,
                residence_division=_VILLAGE,
            )
            await outbox.add(session, PersonRegistered(person_id=person.id, revision=1, facts=facts))


async def _run(database: Database, admin: asyncpg.Connection, *, with_event: bool) -> float:
    """Microseconds a write."""
    await admin.execute(_EMPTY)
    await admin.execute("CHECKPOINT")
    numbers = count()

    async def worker() -> None:
        while next(numbers) < WRITES:
            await _write(database, with_event=with_event)

    began = time.perf_counter()
    await asyncio.gather(*(worker() for _ in range(AT_ONCE)))
    return (time.perf_counter() - began) / WRITES * 1e6


async def _measure(dsn: str, admin_dsn: str) -> tuple[list[float], list[float]]:
    database, admin = Database(dsn), await asyncpg.connect(admin_dsn)
    await database.start()
    try:
        await _run(database, admin, with_event=True)
        ours, bare = [], []
        for _ in range(RUNS):
            ours.append(await _run(database, admin, with_event=True))
            bare.append(await _run(database, admin, with_event=False))
        return ours, bare
    finally:
        await database.stop()
        await admin.close()


def run() -> list[Figure]:
    """0.9 × the rate is 1/0.9 of the time."""
    with temporary_registry() as place:
        ours, bare = asyncio.run(_measure(place.dsn, place.admin_dsn))
    name, peer, source = "a registration with its event", "the same without", "issue 11: at least 0.9 × the rate"
    return [Figure(name=name, unit="µs", ours=ours, peer=bare, peer_name=peer, limit=1 / 0.9, source=source)]
