"""What passes on the bus is streamed to the county's own staff: kinds, times and places, and never whom it is about."""

import asyncio
import json
from uuid import uuid4

import asyncpg
import httpx

from chassis.bus.schema import create_bus_schema
from chassis.roles import BUS_OWNER, runtime_role
from tests.gateway.conftest import Place

KEY, BODY = str(uuid4()), '{"name": "王小明"}'
_APPEND = """
SELECT bus.append('huijia.gateway', ARRAY[gen_random_uuid()], ARRAY[$1], ARRAY['cn.huijia.gateway.area-widened.v1'],
                  ARRAY['/gateway'], ARRAY[now()], ARRAY[NULL]::text[], ARRAY[$2::json])
"""


async def _lay_the_bus(place: Place) -> None:
    connection = await asyncpg.connect(place.dsn(BUS_OWNER))
    await create_bus_schema(connection)
    await connection.close()


async def _publish(place: Place) -> None:
    connection = await asyncpg.connect(place.dsn(runtime_role("gateway")))
    await connection.execute("SELECT bus.ensure_topic('huijia.gateway', 1)")
    await connection.execute(_APPEND, KEY, BODY)
    await connection.close()


def test_an_event_is_told_as_it_passes_without_its_key_and_its_data(place: Place) -> None:
    asyncio.run(_lay_the_bus(place))
    with place.staff("county-officer") as officer, officer.stream("GET", "/events") as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        lines = stream.iter_lines()
        assert next(lines).startswith(":")
        asyncio.run(_publish(place))
        told = next(line for line in lines if line.startswith("data:"))
    event = json.loads(told.removeprefix("data:"))
    assert event["type"] == "cn.huijia.gateway.area-widened.v1" and event["topic"] == "huijia.gateway"
    assert set(event) == {"time", "type", "topic", "partition", "position"}
    assert KEY not in told and "王小明" not in told


def test_others_are_told_nothing(place: Place) -> None:
    with place.staff("village-worker") as worker, place.department("health") as health:
        assert worker.get("/events").status_code == health.get("/events").status_code == 403
    assert httpx.get(f"{place.address}/events").status_code == 401
