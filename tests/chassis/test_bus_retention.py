"""C12: the bus keeps names and birth dates for their period and no longer, and says that it has forgotten them."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import asyncpg
import pytest

from chassis import clock, outbox
from chassis.bus.embedded import EmbeddedBus
from chassis.bus.retention import kept_for
from chassis.bus.upkeep import tidy
from chassis.db import Database as Connected
from chassis.identifiers import new_id
from contracts.registry import PersonFacts, PersonRegistered
from tests.conftest import Database
from tests.support.running import settings_for

TOPIC = "huijia.registry"
FACTS = PersonFacts(
    name="王小明",
    sex=1,
    birth_date=date(1990, 5, 17),
    registered_division="341599001001",
    residence_division="341599001001",
)


@pytest.fixture
async def registry(county: Database) -> AsyncIterator[Connected]:
    connected = Connected(county.dsn("registry"))
    await connected.start()
    await EmbeddedBus(county.dsn("registry")).ensure_topics([TOPIC])
    yield connected
    await connected.stop()


async def names_on_the_bus(county: Database) -> int:
    connection = await asyncpg.connect(county.dsn("registry"))
    try:
        return await connection.fetchval("SELECT count(*) FROM bus.log WHERE data::text LIKE '%王小明%'")
    finally:
        await connection.close()


async def test_names_leave_the_log_when_their_period_is_over(
    county: Database, registry: Connected, tmp_path: Path
) -> None:
    bus, settings = EmbeddedBus(county.dsn("registry")), settings_for(county.dsn("registry"), tmp_path)
    async with registry.transaction() as session:
        await outbox.add(session, PersonRegistered(person_id=new_id(), revision=1, facts=FACTS))
    async with registry.pool.acquire() as connection:
        assert (await bus.forward(connection, 0, 10)).rows == 1
    assert await names_on_the_bus(county) == 1
    kept = kept_for(TOPIC, None, clock.today())
    assert kept is not None
    with clock.moved_to(clock.now() + kept - timedelta(hours=1)):
        await tidy("registry", settings, registry, bus)
    assert await names_on_the_bus(county) == 1
    with clock.moved_to(clock.now() + kept + timedelta(hours=1)):
        await tidy("registry", settings, registry, bus)
    assert await names_on_the_bus(county) == 0
    (entry,) = await registry.pool.fetch("SELECT entry -> 'facts' ->> 'removed' AS gone FROM audit_log")
    assert entry["gone"] == "1"


def test_periods_are_data_and_an_installation_may_set_its_own() -> None:
    today = date(2026, 3, 1)
    assert kept_for(TOPIC, None, today) == timedelta(days=180)
    assert kept_for("huijia.followup", None, today) is None
    assert kept_for("huijia.followup", 30, today) == timedelta(days=30)
