"""One look-up, from the bare database to a department's call through the gateway, each step beside its limit.

The same person in the same database, asked for over 32 connections: ``pgbench`` and asyncpg alone; an endpoint without
a database; the register's typed look-up; nginx and haproxy in front of it; and the gateway in front of it with token,
policy, quota, signed decision, receipt and committed log. What is not installed here (nginx, haproxy: Debian packages)
is said and left out. ``HUIJIA_BENCH_SIZE`` below 1 makes it all smaller.
"""

import asyncio
import json
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

import aiohttp
import asyncpg

from bench.figures import Figure
from bench.gateway import AT_ONCE, CALLS, RUNS, credentials, gateway_environment, server, token_of, wait
from bench.looking_up import percentile
from bench.serving_peers import front_of, installed
from bench.temporary_house import TemporaryHouse, free_port, temporary_house
from chassis import clock
from chassis.auth import Caller, sign
from chassis.identifiers import new_id
from chassis.keys import load_private_key
from chassis.sealing import Sealer
from deploy.local.postgres import binary
from services.registry.persons.tables import CITIZEN_NUMBER

NUMBER, _VILLAGE = "11010519491231002X", "341599001001"
LOOK = f"/api/registry/v1/persons?citizen_number={NUMBER}"
_CALLER = Caller(subject="bench", kind="staff", role="county-admin", division="341599000000")
_PERSON = """
INSERT INTO persons (id, name, sex, birth_date, citizen_number_sealed, citizen_number_index, registered_division,
                     residence_division, valid_from, changed_by, change_reason, source)
VALUES ($1, '王小明', 1, '1949-12-31', $2, $3, $4, $4, $5, 'bench', 'register', 'hand')
"""
_READ = "SELECT id, name, sex, birth_date, residence_division FROM persons WHERE citizen_number_index = $1"
Times = dict[str, list[float]]


async def enter(house: TemporaryHouse, keys: Path) -> bytes:
    """The person that everybody asks for; their blind index."""
    sealer = Sealer.load(keys, "registry")
    index = sealer.index(NUMBER, CITIZEN_NUMBER)
    connection = await asyncpg.connect(house.dsn("registry"))
    await connection.execute(_PERSON, new_id(), sealer.seal(NUMBER, CITIZEN_NUMBER), index, _VILLAGE, clock.now())
    await connection.execute("INSERT INTO divisions VALUES ('341599000000', '示范县', 'county', NULL, '2020-01-01')")
    await connection.close()
    return index


async def _bare(dsn: str, index: bytes) -> float:
    """Milliseconds a look-up by asyncpg alone, as many at a time as there are callers."""
    calls = iter(range(CALLS))
    async with asyncpg.create_pool(dsn, min_size=AT_ONCE, max_size=AT_ONCE) as pool:

        async def one() -> None:
            async with pool.acquire() as connection:
                for _ in calls:
                    await connection.fetchrow(_READ, index)

        began = time.perf_counter()
        await asyncio.gather(*(one() for _ in range(AT_ONCE)))
        return (time.perf_counter() - began) / CALLS * 1000


def _pgbench(dsn: str, index: bytes, home: Path) -> float:
    """Milliseconds a look-up by PostgreSQL's own load generator, prepared statements."""
    script = home / "look-up.sql"
    script.write_text(_READ.replace("$1", f"'\\x{index.hex()}'") + ";\n")
    argv = [str(binary("pgbench")), "-n", "-M", "prepared", "-c", str(AT_ONCE), "-j", "2", "-f", str(script)]
    told = subprocess.run([*argv, "-t", str(max(1, CALLS // AT_ONCE)), dsn], capture_output=True, text=True, check=True)
    rate = next(line for line in told.stdout.splitlines() if line.startswith("tps"))
    return 1000 / float(rate.split()[2])


async def called(
    session: aiohttp.ClientSession, url: str, headers: dict[str, str], form: dict[str, str] | None = None
) -> tuple[float, float]:
    """Milliseconds a call at full rate, and p99 of a call: a GET, or a POST of ``form``."""
    calls, took = iter(range(CALLS)), []
    method = "GET" if form is None else "POST"

    async def one() -> None:
        for _ in calls:
            began = time.perf_counter()
            async with session.request(method, url, headers=headers, data=form) as answer:
                body = await answer.read()
                assert answer.status == 200, body
            took.append((time.perf_counter() - began) * 1000)

    began = time.perf_counter()
    await asyncio.gather(*(one() for _ in range(AT_ONCE)))
    return (time.perf_counter() - began) / CALLS * 1000, percentile(took, 0.99)


async def _measure(house: TemporaryHouse, urls: dict[str, str], grant: dict[str, str], keys: Path) -> Times:
    times: Times = {name: [] for name in ("asyncpg", "pgbench", *urls, *(f"{name} p99" for name in urls))}
    index = await enter(house, keys)
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        await wait(session, urls["register"], urls["gateway"], urls["empty"])
        department = await token_of(session, urls["gateway"], grant) | {"X-Purpose": "school-enrolment"}
        for _ in range(RUNS):
            times["asyncpg"].append(await _bare(house.dsn("registry"), index))
            times["pgbench"].append(await asyncio.to_thread(_pgbench, house.dsn("registry"), index, house.home))
            for name, url in urls.items():
                # An internal token lives a minute: one for each run.
                headers = department if name == "gateway" else own(keys)
                took, p99 = await called(session, url + LOOK, headers)
                times[name].append(took)
                times[f"{name} p99"].append(p99)
    return times


def own(keys: Path) -> dict[str, str]:
    """The header of a call that the gateway would make of the register, good for a minute."""
    return {"Authorization": f"Bearer {sign(_CALLER, 'registry', *load_private_key(keys))}"}


def register_environment(house: TemporaryHouse) -> dict[str, str]:
    """What the register is told."""
    return {
        "SERVICE": "registry",
        "DATABASE_URL": house.dsn("registry"),
        "HUIJIA_HOME": str(house.home),
        "HUIJIA_KEYS": str(house.home / "keys"),
        "HUIJIA_ROLE": "api",
    }


@contextmanager
def _served(house: TemporaryHouse) -> Iterator[tuple[dict[str, str], dict[str, str]]]:
    """Everything running: name → address; and how a department gets its token."""
    ports = {name: free_port() for name in ("register", "empty", "gateway")}
    gateway = gateway_environment(house, ports["register"])
    grants = credentials(house, gateway)
    with ExitStack() as stack:
        stack.enter_context(
            server("services.registry.main:app", ports["register"], register_environment(house), house.home)
        )
        stack.enter_context(server("bench.gateway_peers:service", ports["empty"], {}, house.home))
        stack.enter_context(server("gateway.main:app", ports["gateway"], gateway, house.home))
        for name in installed():
            ports[name] = free_port()
            stack.enter_context(front_of(name, ports["register"], ports[name], house.home))
        yield {name: f"http://127.0.0.1:{port}" for name, port in ports.items()}, grants["school"]


def _ratio(name: str, times: Times, ours: str, peer: str, limit: float, source: str = "issue 11") -> Figure:
    return Figure(name=name, unit="ms", ours=times[ours], peer=times[peer], peer_name=peer, limit=limit, source=source)


def run() -> list[Figure]:
    """A share of a rate is its inverse in time."""
    with temporary_house("registry", "gateway") as house, _served(house) as (urls, grant):
        times = asyncio.run(_measure(house, urls, grant, house.home / "keys"))
    rates = {name: round(1000 / median(values)) for name, values in times.items() if not name.endswith("p99")}
    print(f"     a second: {json.dumps(rates)}", flush=True)
    look_up = "typed look-up over HTTP, 32 connections"
    figures = [_ratio(look_up, times, "register", "empty", 1 / 0.40), _ratio(look_up, times, "register", "asyncpg", 15)]
    figures.append(_ratio("asyncpg's own look-up", times, "asyncpg", "pgbench", 15, "for comparison"))
    for name in ("nginx", "haproxy"):
        if name not in times:
            print(f"     not measured: {name} is not installed (Debian: apt-get install {name})", flush=True)
            continue
        figures.append(_ratio("look-up through the gateway", times, "gateway", name, 1 / 0.6))
        figures.append(_ratio("look-up through the gateway, p99", times, "gateway p99", f"{name} p99", 2))
    return figures
