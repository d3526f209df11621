"""A Patient by id and by number: our FHIR door beside HAPI FHIR's JPA server, on the same PostgreSQL, in the same run.

Ours comes through the gateway with token, policy, quota, receipt and committed log, and is worded from what the
register answers; HAPI FHIR's reads one resource that it stored, asks for no token and keeps no log. The register's own
look-ups, which need a token of the gateway's, are measured beside both. ``HUIJIA_BENCH_SIZE`` below 1: all is smaller.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

import aiohttp
import asyncpg

from bench.fhir_peer import hapi, lacking
from bench.figures import Figure
from bench.gateway import AT_ONCE, RUNS, credentials, gateway_environment, server, token_of, wait
from bench.serving import LOOK, NUMBER, Times, called, enter, own, register_environment
from bench.temporary_house import TemporaryHouse, free_port, temporary_house
from gateway.fhir.person_resources import CITIZEN_NUMBER

_PEER = "HAPI FHIR"
# A Java program is fast once it has run for a while; ours is warm after the first calls.
_WARM_UP_RUNS = 5
_IDENTIFIER = f"{CITIZEN_NUMBER}|{NUMBER}"
_PATIENT = {
    "resourceType": "Patient",
    "active": True,
    "identifier": [{"system": CITIZEN_NUMBER, "value": NUMBER}],
    "name": [{"text": "王小明"}],
    "gender": "male",
    "birthDate": "1949-12-31",
}


@dataclass(frozen=True)
class _Call:
    url: str
    # A token of the gateway's lives a minute: made for each turn.
    headers: Callable[[], dict[str, str]] = dict
    form: dict[str, str] | None = None

    async def turn(self) -> tuple[float, float]:
        # New connections for each turn: those of the last may have been idle for too long.
        async with _session() as session:
            return await called(session, self.url, self.headers(), self.form)


def _session() -> aiohttp.ClientSession:
    return aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))


async def _person(house: TemporaryHouse) -> str:
    await enter(house, house.home / "keys")
    connection = await asyncpg.connect(house.dsn("registry"))
    try:
        return str(await connection.fetchval("SELECT id FROM persons"))
    finally:
        await connection.close()


async def _store(session: aiohttp.ClientSession, url: str, person: str) -> None:
    body = _PATIENT | {"id": person}
    async with session.put(url, json=body, headers={"Content-Type": "application/fhir+json"}) as answer:
        assert answer.status == 201, await answer.text()


async def _calls(house: TemporaryHouse, ports: dict[str, int], grant: dict[str, str]) -> dict[str, _Call]:
    """What is asked: of the door, of the register and of the peer, by id and by number."""
    person = await _person(house)
    door, register, peer = (f"http://127.0.0.1:{ports[name]}" for name in ("door", "register", _PEER))
    async with _session() as session:
        await wait(session, register, door)
        department = await token_of(session, door, grant) | {"X-Purpose": "newborn-care"}
        await _store(session, f"{peer}/Patient/{person}", person)
    searched = {"identifier": _IDENTIFIER}
    return {
        "door": _Call(f"{door}/fhir/r4/Patient/{person}", lambda: department),
        "register": _Call(f"{register}/api/registry/v1/persons/{person}", lambda: own(house.home / "keys")),
        _PEER: _Call(f"{peer}/Patient/{person}"),
        "door by number": _Call(f"{door}/fhir/r4/Patient/_search", lambda: department, searched),
        "register by number": _Call(register + LOOK, lambda: own(house.home / "keys")),
        f"{_PEER} by number": _Call(f"{peer}/Patient/_search", form=searched),
    }


async def _measure(house: TemporaryHouse, ports: dict[str, int], grant: dict[str, str]) -> Times:
    calls = await _calls(house, ports, grant)
    for name in (_PEER, f"{_PEER} by number"):
        for _ in range(_WARM_UP_RUNS):
            await calls[name].turn()
    times: Times = {name: [] for each in calls for name in (each, f"{each} p99")}
    for _ in range(RUNS):
        for name, call in calls.items():
            took, p99 = await call.turn()
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

    def beside(name: str, ours: str, suffix: str) -> Figure:
        peer = _PEER + suffix
        return Figure(
            name=name,
            unit="ms",
            ours=times[ours + suffix],
            peer=times[peer],
            peer_name=peer,
            limit=1,
            source="issue 11",
        )

    return [
        beside("a Patient by id through the FHIR door, 32 connections", "door", ""),
        beside("a Patient by id through the FHIR door, p99", "door", " p99"),
        beside("a Patient by number through the FHIR door", "door", " by number"),
        beside("a Patient by number through the FHIR door, p99", "door", " by number p99"),
        beside("the register's own look-up by id", "register", ""),
        beside("the register's own look-up by number", "register", " by number"),
    ]
