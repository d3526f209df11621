"""From the registry's outbox over the real bus into plans, with sweeps running: the parts as they are put together."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chassis import outbox
from contracts.registry import PersonMoved
from services.followup.main import SERVICE
from services.registry.wiring import SERVICE as REGISTRY
from tests.conftest import Database, Server, copy_of
from tests.followup.care import Care, after, on
from tests.support.people import OTHER_VILLAGE, registered
from tests.support.running import running


@pytest.fixture
def county(postgres: Server, migrated_template: str) -> Iterator[Database]:
    """A database of its own: the bus keeps what nobody here empties."""
    yield from copy_of(postgres, migrated_template)


async def _eventually(care: Care, query: str, expected: object) -> None:
    async with asyncio.timeout(20):
        while await care.database.pool.fetchval(query) != expected:
            await asyncio.sleep(0.05)


async def test_a_birth_and_a_move_arrive(county: Database, tmp_path: Path) -> None:
    registry = running(REGISTRY, county.dsn("registry"), tmp_path / "registry", role="all")
    followup = running(SERVICE, county.dsn("followup"), tmp_path / "followup", role="all")
    with on(after(3)):
        async with registry as producer, followup as service:
            care, producing = Care(service), producer.app.state.database
            async with producing.transaction() as session:
                await outbox.add(session, registered(care.mother), registered(care.child, birth_date=after(0)))
                await outbox.add(session, care.birth_event())
            await _eventually(care, "SELECT count(*) FROM plans", 2)
            await care.agree(care.child)
            move: dict[str, Any] = {"from_division": "341599001201", "to_division": OTHER_VILLAGE, "moved_on": after(3)}
            async with producing.transaction() as session:
                await outbox.add(session, PersonMoved(person_id=care.child, revision=2, **move))
            await _eventually(care, f"SELECT count(*) FROM visits WHERE division = '{OTHER_VILLAGE}'", 13)
            # What it told the house has left the outbox for the bus.
            await _eventually(care, "SELECT count(*) FROM outbox", 0)
