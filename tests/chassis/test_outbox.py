"""Events leave with the transaction that wrote them, and nothing goes in that the bus would refuse."""

from collections.abc import AsyncIterator
from uuid import RFC_4122

import asyncpg
import pytest
from sqlalchemy.exc import IntegrityError

from chassis import outbox
from chassis.bulk_ids import BULK_ID
from chassis.cloudevents import CloudEvent, DomainEvent, current_traceparent, parse
from chassis.create_tables import create_all
from chassis.db import Database as ServiceDatabase
from tests.conftest import Database


class StoneLaid(DomainEvent, type="cn.huijia.registry.test-stone-laid.v1", key="stone"):
    stone: str
    weight: int
    colour: str | None = None


class StoneOfOthers(DomainEvent, type="cn.huijia.followup.test-stone-of-others.v1", key="stone"):
    stone: str


@pytest.fixture
async def registry(database: Database) -> AsyncIterator[ServiceDatabase]:
    """The registry's schema with the chassis' tables."""
    migrating = ServiceDatabase(database.owner_dsn("registry"))
    async with migrating.engine.begin() as connection:
        await connection.run_sync(create_all)
        await connection.run_sync(create_all)  # again changes nothing
    await migrating.stop()
    service = ServiceDatabase(database.dsn("registry"))
    await service.start()
    yield service
    await service.stop()


async def _waiting(registry: ServiceDatabase) -> list[asyncpg.Record]:
    rows: list[asyncpg.Record] = await registry.pool.fetch("SELECT * FROM outbox ORDER BY id")
    return rows


def _event(row: asyncpg.Record) -> DomainEvent:
    data = row["data"].encode()
    envelope = CloudEvent(
        id=str(row["event_id"]), source="", type=row["type"], subject=row["key"], time=row["time"], data=data
    )
    return parse(envelope)


async def test_events_are_kept_in_the_order_given(registry: ServiceDatabase) -> None:
    laid = [StoneLaid(stone="一", weight=n, colour="%s '\"") for n in range(3)]
    async with registry.transaction() as session:
        await outbox.add(session, *laid)
    rows = await _waiting(registry)
    assert [_event(row) for row in rows] == laid
    assert {(row["topic"], row["key"], row["source"]) for row in rows} == {("huijia.registry", "一", "/registry")}


async def test_bulk_sql_publishes_the_same_shape(registry: ServiceDatabase) -> None:
    fields = {"stone": "'s' || n", "weight": "n * 2"}
    await registry.pool.execute(outbox.insert_select(StoneLaid, fields, "generate_series(1, 3) n ORDER BY n"))
    rows = await _waiting(registry)
    assert [_event(row) for row in rows] == [StoneLaid(stone=f"s{n}", weight=n * 2) for n in (1, 2, 3)]
    assert {row["event_id"].version for row in rows} == {7}


async def test_ids_in_bulk_are_as_good_as_others(registry: ServiceDatabase) -> None:
    """Two statements count on from places of their own, and never into the variant's bits."""
    fields = {"stone": "'s' || n", "weight": "n"}
    statement = outbox.insert_select(StoneLaid, fields, "generate_series(1, 1000) n", BULK_ID)
    for _ in range(2):
        await registry.pool.execute(statement)
    ids = [row["event_id"] for row in await _waiting(registry)]
    assert len(set(ids)) == 2000
    assert {(one.version, one.variant) for one in ids} == {(7, RFC_4122)}
    assert sorted(ids[:1000]) == ids[:1000]


@pytest.mark.parametrize("fields", [{"stone": "'a'"}, {"stone": "'a'", "weight": "1", "shape": "'round'"}])
def test_bulk_sql_that_breaks_the_contract_is_refused(fields: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"weight|shape"):
        outbox.insert_select(StoneLaid, fields, "nothing")


async def test_another_service_s_event_is_refused_where_it_is_written(registry: ServiceDatabase) -> None:
    with pytest.raises(IntegrityError, match="outbox_own_topic"):
        async with registry.transaction() as session:
            await outbox.add(session, StoneOfOthers(stone="a"))


async def test_an_event_too_large_for_the_bus_is_refused_where_it_is_written(registry: ServiceDatabase) -> None:
    with pytest.raises(IntegrityError, match="outbox_size"):
        async with registry.transaction() as session:
            await outbox.add(session, StoneLaid(stone="a", weight=1, colour="x" * 600_000))


async def test_the_trace_goes_into_the_outbox(registry: ServiceDatabase) -> None:
    token = current_traceparent.set("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
    try:
        async with registry.transaction() as session:
            await outbox.add(session, StoneLaid(stone="a", weight=1))
    finally:
        current_traceparent.reset(token)
    assert (await _waiting(registry))[0]["traceparent"].startswith("00-0af7")
