"""The gateway beside the direct call and a bare streaming proxy of the same framework.

A department's look-up with everything that belongs to it: token check, policy, quota, signed decision, the second look
at the answer, receipt, chained and committed log. Then the decision among 10,000 rules, a person's log in a million
entries, and a 100 MB upload. The limits are those of issue and charter; an X-Road user saw 11 % of the direct rate.
"""

import asyncio
import json
import os
import secrets
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from statistics import quantiles
from uuid import UUID

import aiohttp
import asyncpg
import msgspec

from bench.figures import Figure
from bench.gateway_peers import PERSON
from bench.temporary_house import TemporaryHouse, free_port, temporary_house
from chassis.auth import Caller
from chassis.migrate import ROOT
from gateway.access_log.queries import accesses_to
from gateway.disclosure.decide import Asked, decide
from gateway.disclosure.policies import Policies, load_policies
from gateway.settings import HERE

# HUIJIA_BENCH_SIZE below 1 makes everything smaller: to see that it works, not what it costs.
SIZE = float(os.environ.get("HUIJIA_BENCH_SIZE", "1"))
RUNS = 5 if SIZE >= 1 else 2
RATE, SECONDS = 200, max(1, int(4 * SIZE))
AT_ONCE, CALLS = 32, max(100, int(3000 * SIZE))
RULES, ENTRIES, UPLOAD = 10_000, max(10_000, int(1_000_000 * SIZE)), max(1, int(100 * SIZE)) * 1024 * 1024
GATEWAY = "gateway.main:app"
_LOOK = "/api/registry/v1/persons?citizen_number=11010519491231002X"
_CLIENTS = {"school": "education", "health": "health"}
_HEADERS = {"X-Purpose": "school-enrolment"}


@contextmanager
def server(app: str, port: int, environment: dict[str, str], home: Path) -> Iterator[subprocess.Popen[bytes]]:
    """One application under uvicorn, as installations run it."""
    # All three as the gateway is deployed (deploy.serve): one process, the same loop, no headers of a proxy believed.
    http = "gateway.connection:Connection" if app == GATEWAY else "httptools"
    argv = [sys.executable, "-m", "uvicorn", app, "--host", "127.0.0.1", "--port", str(port), "--no-access-log"]
    argv += ["--no-proxy-headers", "--loop", "uvloop", "--http", http, "--log-level", "warning"]
    with (home / f"{port}.log").open("wb") as log:
        process = subprocess.Popen(argv, cwd=ROOT, env=os.environ | environment, stdout=log, stderr=log)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(15)


def gateway_environment(house: TemporaryHouse, service: int) -> dict[str, str]:
    """What the gateway is told in front of ``service``, with limits that a benchmark does not reach."""
    limits, policies = house.home / "limits.yaml", house.home / "policies"
    many = "{rate: 1000000, burst: 1000000}"
    limits.write_text(f"staff: {many}\ndepartment: {many}\naddress: {many}\n")
    policies.mkdir(exist_ok=True)
    for path in (HERE / "policies").glob("*.yaml"):
        # The same policies, with quotas that a benchmark does not use up.
        lines = path.read_text().splitlines()
        kept = ["    quota: {per_day: 1000000}" if "per_day" in line else line for line in lines]
        (policies / path.name).write_text("\n".join(kept))
    return {
        "SERVICE": "gateway",
        "DATABASE_URL": house.dsn("gateway"),
        "HUIJIA_HOME": str(house.home),
        "HUIJIA_KEYS": str(house.home / "keys"),
        "HUIJIA_SERVICES": json.dumps({"registry": f"http://127.0.0.1:{service}"}),
        "HUIJIA_ROLE": "api",
        "HUIJIA_LIMITS": str(limits),
        "HUIJIA_POLICIES": str(policies),
    }


def credentials(house: TemporaryHouse, environment: dict[str, str]) -> dict[str, dict[str, str]]:
    """Forms for the tokens of two departments and an administrator, who are made."""
    password, secret = secrets.token_urlsafe(24), secrets.token_urlsafe(32)
    staff = {"username": "admin", "password": password, "role": "county-admin", "division": "341599000000"}
    clients = [{"client_id": i, "client_secret": secret, "department": kind} for i, kind in _CLIENTS.items()]
    path = house.home / "credentials.json"
    path.write_text(json.dumps({"staff": [staff], "departments": clients}))
    subprocess.run(
        [sys.executable, "-m", "gateway.bootstrap", str(path)], cwd=ROOT, env=os.environ | environment, check=True
    )
    forms = {i: {"grant_type": "client_credentials", "client_id": i, "client_secret": secret} for i in _CLIENTS}
    return forms | {"admin": {"grant_type": "password", "username": "admin", "password": password}}


async def wait(session: aiohttp.ClientSession, *addresses: str) -> None:
    """Until each answers."""
    for address in addresses:
        for _ in range(400):
            try:
                async with session.get(address + "/healthz"):
                    break
            except aiohttp.ClientError:
                await asyncio.sleep(0.05)


async def token_of(session: aiohttp.ClientSession, gateway: str, grant: dict[str, str]) -> dict[str, str]:
    """The header that a caller with this grant sends."""
    async with session.post(gateway + "/oauth/token", data=grant) as answer:
        return {"Authorization": f"Bearer {(await answer.json())['access_token']}"}


async def lookup_token(session: aiohttp.ClientSession, gateway: str, grant: dict[str, str]) -> dict[str, str]:
    """The headers of a department's look-up."""
    return await token_of(session, gateway, grant) | _HEADERS


async def _call(session: aiohttp.ClientSession, address: str, headers: dict[str, str]) -> float:
    began = time.perf_counter()
    async with session.get(address + _LOOK, headers=headers) as answer:
        await answer.read()
        assert answer.status == 200, await answer.text()
    return time.perf_counter() - began


async def _paced(session: aiohttp.ClientSession, addresses: list[tuple[str, dict[str, str]]]) -> list[list[float]]:
    """Milliseconds of each call at RATE a second, a second to each address in turn: so all see the same machine."""
    took: list[list[float]] = [[] for _ in addresses]
    for second in range(SECONDS * len(addresses)):
        which, tasks, began = second % len(addresses), [], time.perf_counter()
        for number in range(RATE):
            await asyncio.sleep(max(0.0, began + number / RATE - time.perf_counter()))
            tasks.append(asyncio.create_task(_call(session, *addresses[which])))
        took[which] += [1000 * each for each in await asyncio.gather(*tasks)]
    return took


async def at_full(session: aiohttp.ClientSession, address: str, headers: dict[str, str], count: int = CALLS) -> float:
    """Milliseconds a call at full rate: its inverse is the throughput."""
    calls = iter(range(count))

    async def one() -> None:
        for _ in calls:
            await _call(session, address, headers)

    began = time.perf_counter()
    await asyncio.gather(*(one() for _ in range(AT_ONCE)))
    return 1000 * (time.perf_counter() - began) / count


def _decision() -> float:
    """Milliseconds to decide among RULES rules of one department and purpose, and the others beside."""
    policies = load_policies(HERE / "policies")
    school = policies.versions_of("education.school-enrolment")[0]
    change = msgspec.structs.replace
    path = "GET /api/registry/v1/{}/{{person_id}}"
    many = [change(school, id=f"education.r{n}", lookups=[path.format(f"kind{n}")]) for n in range(RULES)]
    index = Policies(policies.purposes, [*many, *policies.all])
    caller = Caller(subject="x", kind="department", department="education")
    asked = Asked("registry", "GET", f"/api/registry/v1/kind{RULES - 1}/1", frozenset(), "school-enrolment", None)
    began = time.perf_counter()
    for _ in range(1000):
        decide(caller, asked, index, date(2026, 11, 22))
    return time.perf_counter() - began


_FILL = """
WITH entries AS (
    INSERT INTO access_log (id, at, account, kind, method, service, route, status, request_id)
    SELECT gen_random_uuid(), now(), 'bench', 'staff', 'GET', 'registry', '/persons', 200, gen_random_uuid()
      FROM generate_series(1, $1) RETURNING id)
INSERT INTO access_log_subjects
SELECT CASE WHEN random() < 0.001 THEN $2::uuid ELSE gen_random_uuid() END, id FROM entries
"""


async def _subject_log(house: TemporaryHouse) -> list[float]:
    """Milliseconds to read a person's newest hundred accesses, among ENTRIES."""
    connection = await asyncpg.connect(house.dsn("gateway"))
    await connection.execute(_FILL, ENTRIES, UUID(PERSON))
    owner = await asyncpg.connect(house.owner_dsn("gateway"))
    await owner.execute("ANALYZE access_log; ANALYZE access_log_subjects")
    await owner.close()
    took = []
    for _ in range(RUNS + 1):
        began = time.perf_counter()
        found = await accesses_to(connection, UUID(PERSON), None, 100)
        took.append(1000 * (time.perf_counter() - began))
        assert len(found) == 100
    await connection.close()
    return took[1:]


def _memory(process: subprocess.Popen[bytes]) -> float:
    """The most memory that a process has held so far (MB)."""
    lines = Path(f"/proc/{process.pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


async def _upload(session: aiohttp.ClientSession, gateway: str, token: dict[str, str]) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        piece = bytes(1024 * 1024)
        for _ in range(UPLOAD // len(piece)):
            yield piece

    async with session.post(gateway + "/api/registry/v1/imports", data=pieces(), headers=token) as answer:
        assert (await answer.json())["bytes"] == UPLOAD


Measured = dict[str, list[float]]


async def _measure(
    urls: dict[str, str], grants: dict[str, dict[str, str]], gateway: subprocess.Popen[bytes]
) -> Measured:
    measured: Measured = {name: [] for name in ("p50", "p99", "full", "proxy", "framework", "direct", "upload")}
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=2)) as session:
        await wait(session, *urls.values())
        token = await lookup_token(session, urls["gateway"], grants["school"])
        for _ in range(RUNS):
            through, direct = await _paced(session, [(urls["gateway"], token), (urls["service"], {})])
            ours, theirs = quantiles(through, n=100), quantiles(direct, n=100)
            measured["p50"].append(ours[49] - theirs[49])
            measured["p99"].append(ours[98] - theirs[98])
            measured["full"].append(await at_full(session, urls["gateway"], token))
            measured["proxy"].append(await at_full(session, urls["proxy"], {}))
            measured["framework"].append(await at_full(session, urls["framework"], {}, CALLS // 10))
            measured["direct"].append(await at_full(session, urls["service"], {}))
        admin = await token_of(session, urls["gateway"], grants["admin"])
        before = _memory(gateway)
        await _upload(session, urls["gateway"], admin)
        measured["upload"].append(_memory(gateway) - before)
    return measured


def _at_full_rate(measured: dict[str, list[float]], peer: str, told: str, limit: float, source: str) -> Figure:
    return Figure(
        name="gateway, time a call at full rate",
        unit="ms",
        ours=measured["full"],
        peer=measured[peer],
        peer_name=told,
        limit=limit,
        source=source,
    )


def run() -> list[Figure]:
    """The gateway's figures."""
    with temporary_house("gateway") as house:
        service, proxy, framework, port = free_port(), free_port(), free_port(), free_port()
        urls = {"service": service, "proxy": proxy, "framework": framework, "gateway": port}
        addresses = {name: f"http://127.0.0.1:{number}" for name, number in urls.items()}
        environment = gateway_environment(house, service)
        grants = credentials(house, environment)
        with (
            server("bench.gateway_peers:service", service, {}, house.home),
            server("bench.gateway_peers:proxy", proxy, {"PEER": addresses["service"]}, house.home),
            server("bench.gateway_peers:framework", framework, {"PEER": addresses["service"]}, house.home),
            server(GATEWAY, port, environment, house.home) as gateway,
        ):
            measured = asyncio.run(_measure(addresses, grants, gateway))
        log = asyncio.run(_subject_log(house))
    source = "issue 8"
    return [
        Figure(
            name=f"gateway over the direct call at {RATE}/s, p50",
            unit="ms",
            ours=measured["p50"],
            limit=3,
            source=source,
        ),
        Figure(
            name=f"gateway over the direct call at {RATE}/s, p99",
            unit="ms",
            ours=measured["p99"],
            limit=20,
            source=source,
        ),
        _at_full_rate(measured, "proxy", "streaming proxy of bare ASGI and aiohttp", 2, source),
        _at_full_rate(measured, "framework", "streaming proxy of FastAPI and httpx", 2, source),
        _at_full_rate(measured, "direct", "direct", 1 / 0.11, "X-Road 1321: 11 % of direct"),
        Figure(
            name=f"decision among {RULES} rules",
            unit="ms",
            ours=[_decision() for _ in range(RUNS)],
            limit=1,
            source=source,
        ),
        Figure(name=f"a person's log among {ENTRIES} entries", unit="ms", ours=log, limit=50, source=source),
        Figure(name="memory added by a 100 MB upload", unit="MB", ours=measured["upload"], limit=40, source=source),
    ]
