"""A Patient by id: our FHIR door beside HAPI FHIR's JPA server, on the same PostgreSQL, in the same run.

Ours comes through the gateway with token, policy, quota, receipt and committed log, and is worded from what the
register answers; HAPI FHIR's reads one resource that it stored, asks for no token and keeps no log. The register's own
look-up by id is measured beside both. ``HUIJIA_BENCH_SIZE`` below 1 makes it smaller.
"""

import asyncio
from collections.abc import Callable

import aiohttp
import asyncpg

from bench.fhir_peer import hapi, lacking
from bench.figures import Figure
from bench.gateway import AT_ONCE, RUNS, credentials, gateway_environment, server, token_of, wait
from bench.serving import Times, called, enter, own, register_environment
from bench.temporary_house import TemporaryHouse, free_port, temporary_house

_PEER = "HAPI FHIR"
# A Java program is fast once it has run for a while; ours is warm after the first calls.
_WARM_UP_RUNS = 5
_PATIENT = {
    "resourceType": "Patient",
    "active": True,
    "name": [{"text": "王小明"}],
    "gender": "male",
    "birthDate": "1949-12-31",
}


async def _store(session: aiohttp.ClientSession, url: str, person: str) -> None:
    body = _PATIENT | {"id": person}
    async with session.put(url, json=body, headers={"Content-Type": "application/fhir+json"}) as answer:
        assert answer.status == 201, await answer.text()


async def _person(house: TemporaryHouse) -> str:
    await enter(house, house.home / "keys")
    connection = await asyncpg.connect(house.dsn("registry"))
    try:
        return str(await connection.fetchval("SELECT id FROM persons"))
    finally:
        await connection.close()


async def _asked(url: str, headers: dict[str, str]) -> tuple[float, float]:
    # New connections for each turn: those of the last may have been idle for too long.
    async with _session() as session:
        return await called(session, url, headers)


def _session() -> aiohttp.ClientSession:
    return aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))


async def _measure(house: TemporaryHouse, ports: dict[str, int], grant: dict[str, str]) -> Times:
    person = await _person(house)
    at = {name: f"http://127.0.0.1:{port}" for name, port in ports.items()}
    async with _session() as session:
        await wait(session, at["register"], at["door"])
        department = await token_of(session, at["door"], grant) | {"X-Purpose": "newborn-care"}
        await _store(session, f"{at[_PEER]}/Patient/{person}", person)
    asked: dict[str, tuple[str, Callable[[], dict[str, str]]]] = {
        "door": (f"{at['door']}/fhir/r4/Patient/{person}", lambda: department),
        "register": (f"{at['register']}/api/registry/v1/persons/{person}", lambda: own(house.home / "keys")),
        _PEER: (f"{at[_PEER]}/Patient/{person}", dict),
    }
    for _ in range(_WARM_UP_RUNS):
        await _asked(asked[_PEER][0], {})
    times: Times = {name: [] for each in asked for name in (each, f"{each} p99")}
    for _ in range(RUNS):
        for name, (url, headers) in asked.items():
            took, p99 = await _asked(url, headers())
            times[name].append(took)
            times[f"{name} p99"].append(p99)
    return times


def run() -> list[Figure]:
    """Each of ours beside the peer; ours is to be faster."""
    if missing := lacking():
        print(f"     not measured: {missing}", flush=True)
        return []
    with temporary_house("registry", "gateway") as house:
        ports = {name: free_port() for name in ("register", "door", _PEER)}
        environment = gateway_environment(house, ports["register"])
        grant = credentials(house, environment)["health"]
        with (
            server("services.registry.main:app", ports["register"], register_environment(house), house.home),
            server("gateway.main:app", ports["door"], environment, house.home),
            hapi(house, ports[_PEER], AT_ONCE),
        ):
            times = asyncio.run(_measure(house, ports, grant))

    def beside(name: str, ours: str, peer: str) -> Figure:
        return Figure(
            name=name, unit="ms", ours=times[ours], peer=times[peer], peer_name=peer, limit=1, source="issue 11"
        )

    return [
        beside("a Patient by id through the FHIR door, 32 connections", "door", _PEER),
        beside("a Patient by id through the FHIR door, p99", "door p99", f"{_PEER} p99"),
        beside("the register's own look-up by id, 32 connections", "register", _PEER),
    ]
