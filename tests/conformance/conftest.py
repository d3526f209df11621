"""The house that each conformance test gets, once on each adapter."""

import secrets
from collections.abc import AsyncIterator

import pytest

from tests.conformance.house import House
from tests.conftest import Database

EMBEDDED = pytest.param("embedded")
KAFKA = pytest.param("kafka", marks=pytest.mark.kafka)


@pytest.fixture(params=[EMBEDDED])
async def house(request: pytest.FixtureRequest, database: Database) -> AsyncIterator[House]:
    """A producer, a consumer's database and the bus between them."""
    prefix = f"t{secrets.token_hex(4)}-"
    bootstrap = request.getfixturevalue("broker").bootstrap if request.param == "kafka" else ""
    house = House(request.param, database, bootstrap, prefix)
    await house.start()
    yield house
    await house.stop()
