"""The house that each conformance test gets, once on each adapter."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Iterator

import pytest

from tests.conformance.broker import Broker, reason_why_not
from tests.conformance.house import House, lay_foundations
from tests.conftest import Database, Server, connect_grants, copy_of, execute, free_port

EMBEDDED = pytest.param("embedded")
KAFKA = pytest.param("kafka", marks=pytest.mark.kafka)


@pytest.fixture(scope="session")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    """A real Kafka broker for this test run; skips with a reason where there cannot be one."""
    missing = reason_why_not()
    if missing:
        pytest.skip(missing)
    broker = Broker(tmp_path_factory.mktemp("kafka"), free_port(), free_port())
    broker.start()
    yield broker
    broker.stop()


@pytest.fixture(scope="session")
def foundations(postgres: Server) -> str:
    """The name of a template database with all that the suite needs."""
    name = "huijia_conformance"
    copied = f"CREATE DATABASE {name} TEMPLATE huijia_template"
    asyncio.run(execute(postgres.cluster.dsn(), copied, *connect_grants(name)))
    asyncio.run(lay_foundations(Database(postgres, name)))
    return name


@pytest.fixture
def database(postgres: Server, foundations: str) -> Iterator[Database]:
    """A fresh copy of the foundations."""
    yield from copy_of(postgres, foundations)


@pytest.fixture(params=[EMBEDDED, KAFKA])
async def house(request: pytest.FixtureRequest, database: Database) -> AsyncIterator[House]:
    """A producer, a consumer's database and the bus between them."""
    prefix = f"t{secrets.token_hex(4)}-"
    bootstrap = request.getfixturevalue("broker").bootstrap if request.param == "kafka" else ""
    house = House(request.param, database, bootstrap, prefix)
    yield house
    await house.stop()
