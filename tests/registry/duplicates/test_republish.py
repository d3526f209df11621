"""What the bus has forgotten is told again: every read model is rebuilt from how the register stands."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from services.registry.republish.tell_current_state import tell_current_state
from tests.conftest import Database
from tests.registry.conftest import FAR_VILLAGE, NEIGHBOUR, VILLAGE
from tests.registry.duplicates.house import House, whole_house
from tests.registry.duplicates.test_every_service import LIFE, live
from tests.registry.duplicates.test_merging import merge, undo

READ_MODELS = {
    "incentives": ("beneficiaries", "children", "repointed", "merged_persons"),
    "migrants": ("residents", "movements", "repointed", "merged_persons"),
}


@pytest.fixture
async def house(county: Database, tmp_path: Path) -> AsyncIterator[House]:
    async with whole_house(county, tmp_path) as started:
        yield started


async def models(house: House) -> dict[str, list[dict[str, Any]]]:
    """What is known of everybody who has an entry of their own."""
    state = await house.state()
    tables = [f"{service}.{table}" for service, kept in READ_MODELS.items() for table in kept if table != "repointed"]
    return {
        table: [row for row in state.get(table, []) if not row.get("withdrawn")]
        for table in tables
        if not table.endswith("merged_persons")
    }


async def test_a_read_model_that_was_lost_is_rebuilt_and_merges_can_still_be_undone(house: House) -> None:
    one, other = await live(house, LIFE | {"moves_to": FAR_VILLAGE}), await live(house, LIFE | {"household": True})
    await live(house, LIFE | {"dies": True, "home": NEIGHBOUR, "married": True})
    whole = await models(house)
    done = await merge(house.registry, one, other)
    await house.hear()
    before = await models(house)
    for service, tables in READ_MODELS.items():
        for table in tables:
            await house.database(service).pool.execute(f"DELETE FROM {table}")
    told = await tell_current_state(house.database("registry"), at_once=2)
    assert (told["persons"], told["births"], told["moves"], told["deaths"], told["merges"]) == (6, 3, 1, 1, 1)
    await house.hear()
    assert await models(house) == before
    # Told once more, nothing changes.
    await tell_current_state(house.database("registry"))
    await house.hear()
    assert await models(house) == before
    await undo(house.registry, done)
    await house.hear()
    assert await models(house) == whole


async def test_care_is_not_offered_anew_when_everything_is_told_again(house: House) -> None:
    await live(house, LIFE | {"moves_to": NEIGHBOUR, "home": VILLAGE})
    before = await house.state()
    await tell_current_state(house.database("registry"))
    await house.hear()
    after = await house.state()
    assert {table for table in before if before[table] != after[table]} == set()
