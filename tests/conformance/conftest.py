"""The house that each conformance test gets, once on each adapter."""

import os
import secrets
from collections.abc import AsyncIterator, Iterator

import pytest

from tests.conformance.broker import Broker, reason_why_not
from tests.conformance.house import House
from tests.conftest import Database, free_port

EMBEDDED = pytest.param("embedded")
KAFKA = pytest.param("kafka", marks=pytest.mark.kafka)


@pytest.fixture(scope="session")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    """A real Kafka broker for this test run; skips with a reason where there cannot be one."""
    missing = reason_why_not()
    if missing and os.environ.get("REQUIRE_ALL") == "1":
        pytest.fail(missing)
    if missing:
        pytest.skip(missing)
    broker = Broker(tmp_path_factory.mktemp("kafka"), free_port())
    broker.start()
    yield broker
    broker.stop()


@pytest.fixture(params=[EMBEDDED, KAFKA])
async def house(request: pytest.FixtureRequest, database: Database) -> AsyncIterator[House]:
    """A producer, a consumer's database and the bus between them."""
    prefix = f"t{secrets.token_hex(4)}-"
    bootstrap = request.getfixturevalue("broker").bootstrap if request.param == "kafka" else ""
    house = House(request.param, database, bootstrap, prefix)
    await house.start()
    yield house
    await house.stop()
