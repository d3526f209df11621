"""What people, visits, payments and looks at somebody take on the disk, and a county of ten years with all of it.

Indexes, audit and events included; read from PostgreSQL after an import, a planning, a payment cycle and a department's
calls, for ``BENCH_FOOTPRINT`` people (50,000).
"""

import asyncio
import os
import tempfile
from pathlib import Path

import aiohttp
import asyncpg

from bench import care, payments
from bench.county import county
from bench.figures import Figure
from bench.gateway import GATEWAY, at_full, credentials, gateway_environment, lookup_token, server, wait
from bench.imports import enter_divisions, one_run
from bench.scale.demand import demand
from bench.scale.simulate import bytes_per_person
from bench.temporary_house import TemporaryHouse, free_port, temporary_house
from bench.temporary_registry import TemporaryRegistry, temporary_registry
from chassis.db import Database
from chassis.keys import create_keys
from chassis.sealing import Sealer
from services.registry.search.index_persons import catch_up

_PEOPLE = int(os.environ.get("BENCH_FOOTPRINT", "50000"))
_SIZE = """
SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = $1 AND c.relkind IN ('r', 'm', 'p')
"""
# A county of this size is told to have 1 TB of disk, three times what its data take (docs/operations.md).
_DISK_GB, _SPARE = 1000, 3


async def _person(place: TemporaryRegistry) -> float:
    admin = await asyncpg.connect(place.admin_dsn)
    await enter_divisions(admin)
    empty = await admin.fetchval(_SIZE, "registry")
    await one_run(place, admin, _PEOPLE)
    await admin.execute("DROP TABLE registry.bare_persons")
    database = Database(place.dsn)
    await database.start()
    await catch_up(database.pool, Sealer.load(place.home / "keys", "registry"))
    await database.stop()
    full = await admin.fetchval(_SIZE, "registry")
    await admin.close()
    return float(full - empty) / _PEOPLE


async def _visit(dsn: str) -> float:
    database = Database(dsn)
    await database.start()
    try:
        plans = await care.fill(database, _PEOPLE // 4)
        before = await database.pool.fetchval(_SIZE, "followup")
        await care.plan(database, plans)
        visits = await database.pool.fetchval("SELECT count(*) FROM visits")
        return float(await database.pool.fetchval(_SIZE, "followup") - before) / float(visits)
    finally:
        await database.stop()


async def _payment(dsn: str, keys: Path) -> float:
    database, sealer, paid = Database(dsn), Sealer.load(keys, "incentives"), _PEOPLE // 5
    await database.start()
    try:
        await payments.fill(database, sealer, paid)
        before = await database.pool.fetchval(_SIZE, "incentives")
        await payments.one_run(database, sealer, 0, paid)
        return float(await database.pool.fetchval(_SIZE, "incentives") - before) / paid
    finally:
        await database.stop()


async def _calls(house: TemporaryHouse, service: str, gateway: str, grant: dict[str, str]) -> float:
    owner = await asyncpg.connect(house.owner_dsn("gateway"))
    async with aiohttp.ClientSession() as session:
        await wait(session, service, gateway)
        token = await lookup_token(session, gateway, grant)
        before = await owner.fetchval(_SIZE, "gateway")
        await at_full(session, gateway, token, _PEOPLE // 10)
    after = await owner.fetchval(_SIZE, "gateway")
    await owner.close()
    return float(after - before) / (_PEOPLE // 10)


def _look() -> float:
    with temporary_house("gateway") as house:
        service, port = free_port(), free_port()
        environment = gateway_environment(house, service)
        grants = credentials(house, environment)
        with (
            server("bench.gateway_peers:service", service, {}, house.home),
            server(GATEWAY, port, environment, house.home),
        ):
            places = (f"http://127.0.0.1:{service}", f"http://127.0.0.1:{port}")
            return asyncio.run(_calls(house, *places, grants["school"]))


def _measured() -> dict[str, float]:
    with temporary_registry() as place:
        person = asyncio.run(_person(place))
    with county("followup") as dsn:
        visit = asyncio.run(_visit(dsn))
    with tempfile.TemporaryDirectory(prefix="huijia-bench-keys-") as folder, county("incentives") as dsn:
        create_keys(Path(folder))
        payment = asyncio.run(_payment(dsn, Path(folder)))
    return {
        "a person on disk": person,
        "a visit on disk": visit,
        "a payment on disk": payment,
        "a look on disk": _look(),
    }


def run() -> list[Figure]:
    """Bytes of each, and what a county holds after the years of ``bench/scale/demand.yaml``."""
    wanted, room = demand(), _DISK_GB / _SPARE
    measured = _measured()
    most = room * 1e9 / wanted.county
    figures = [
        Figure(name=name, unit="bytes", ours=[value], limit=most, source="docs/operations.md")
        for name, value in measured.items()
    ]
    told = {"footprint": {"figures": [{"name": name, "ours": [value]} for name, value in measured.items()]}}
    held = wanted.county * bytes_per_person(told, wanted) / 1e9
    name = f"a county of {wanted.county:,} people after {wanted.years} years"
    return [
        *figures,
        Figure(name=name, unit="GB", ours=[held], limit=room, source="docs/operations.md: a third of 1 TB"),
    ]
