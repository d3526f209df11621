"""C5: what follow-up care tells the house ends up in no other service's tables, nor in what could not be processed."""

import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

import msgspec
import pytest

from chassis.bus.apply import Applier
from chassis.bus.faults import reason_of
from chassis.bus.interface import Place, Record
from chassis.cloudevents import event_types, to_cloudevent
from chassis.db import Database as Connected
from services.assessment.subscriptions import SUBSCRIPTIONS as ASSESSMENT
from services.followup.subscriptions import SUBSCRIPTIONS as FOLLOWUP
from services.incentives.subscriptions import SUBSCRIPTIONS as INCENTIVES
from services.migrants.subscriptions import SUBSCRIPTIONS as MIGRANTS
from tests.charter.test_health_content_stays_with_the_care_team import MARKER, _secrets, _weeks_of_care
from tests.conftest import Database
from tests.followup.care import BORN, Care, after, on
from tests.support.people import registered

OTHERS = {"assessment": ASSESSMENT, "incentives": INCENTIVES, "migrants": MIGRANTS}


@pytest.fixture
async def others(county: Database) -> AsyncIterator[dict[str, Connected]]:
    """The other services' schemas, each by its own role."""
    async with AsyncExitStack() as stack:
        opened = {service: Connected(county.dsn(service)) for service in (*OTHERS, "registry")}
        for database in opened.values():
            await database.start()
            stack.push_async_callback(database.stop)
        yield opened


async def _told(care: Care) -> list[Record]:
    rows = await care.database.pool.fetch("SELECT topic, type, source, data FROM outbox ORDER BY id")
    events = [(row, msgspec.convert(json.loads(row["data"]), event_types()[row["type"]])) for row in rows]
    return [
        Record(Place(row["topic"], 0), number, to_cloudevent(event)) for number, (row, event) in enumerate(events, 1)
    ]


async def _everything(database: Connected, schema: str) -> str:
    tables = await database.pool.fetch("SELECT tablename FROM pg_tables WHERE schemaname = $1", schema)
    dump: list[Any] = []
    for (table,) in tables:
        if table != "schema_version":
            dump += [tuple(row) for row in await database.pool.fetch(f"SELECT * FROM {table}")]
    return str(dump)


async def test_other_schemas_hold_nothing_of_it_whether_it_was_processed_or_not(
    care: Care, others: dict[str, Connected]
) -> None:
    await _weeks_of_care(care)
    records = await _told(care)
    assert len(records) > 15
    for service, subscriptions in OTHERS.items():
        applier = Applier(subscriptions, others[service].sessions)
        await applier.apply(records)
        # Half of it once more as what could not be processed, with the words of the fault.
        for record in records[::2]:
            fault = ValueError(f"cannot take {record.event.data!r}")
            await applier.give_up(msgspec.structs.replace(record, position=record.position + 1000), reason_of(fault), 3)
    kept = {service: await _everything(database, service) for service, database in others.items()}
    assert "cannot take" in kept["assessment"]
    for secret in await _secrets(care):
        assert not [service for service, dump in kept.items() if secret in dump], secret


async def test_what_follow_up_itself_could_not_process_holds_no_content(care: Care) -> None:
    await _weeks_of_care(care)
    with on(after(52)):
        event = registered(care.child, 9, name="李小宝", birth_date=BORN)
        record = Record(Place("huijia.registry", 0), 1, to_cloudevent(event))
        await Applier(FOLLOWUP, care.database.sessions).give_up(record, "x", 3)
    rows = await care.database.pool.fetch("SELECT * FROM dead_letters")
    assert len(rows) == 1
    assert MARKER not in str([tuple(row) for row in rows])
