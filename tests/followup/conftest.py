"""The follow-up service on a database of the test's own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.conftest import Database
from tests.followup.care import Care, caring


@pytest.fixture
async def care(county: Database, tmp_path: Path) -> AsyncIterator[Care]:
    async with caring(county, tmp_path) as running_care:
        yield running_care
