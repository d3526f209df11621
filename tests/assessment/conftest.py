"""The assessment service with its counts made ready."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from services.assessment.figures.prove_counts import count_new_measures
from services.assessment.main import SERVICE
from tests.conftest import Database
from tests.support.emptying import emptied
from tests.support.running import Running, running


@pytest.fixture
def county(used_county: Database) -> Database:
    """A database with every service's tables, empty where assessment keeps its own."""
    return emptied(used_county, "assessment")


@pytest.fixture
async def assessment(county: Database, tmp_path: Path) -> AsyncIterator[Running]:
    """Running, and every measure counted once."""
    async with running(SERVICE, county.dsn("assessment"), tmp_path) as service:
        async with service.app.state.database.transaction() as session:
            await count_new_measures(session)
        yield service
