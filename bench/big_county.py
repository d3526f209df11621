"""A running house with a register of half a million invented people, for benchmarks of looking people up."""

import asyncio
import datetime
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import asyncpg

from chassis.identifiers import check_character, new_id
from chassis.migrate import ROOT
from chassis.sealing import Sealer
from demo.names import NameBook
from deploy.local.passwords import ADMIN
from deploy.local.postgres import Cluster

PEOPLE = int(os.environ.get("BENCH_COUNTY_PEOPLE", "500000"))
TOWNS, VILLAGES = 13, 15
COUNTY = "341599"
_COLUMNS = (
    *("id", "name", "sex", "birth_date", "citizen_number_sealed", "citizen_number_index", "phone_sealed"),
    *("registered_division", "residence_division", "residence_address"),
    *("valid_from", "changed_by", "change_reason", "source"),
)


@dataclass(frozen=True)
class BigCounty:
    """Where it answers, a county administrator's token, and a sample of who is in it."""

    address: str
    token: str
    numbers: list[str]
    names: list[str]
    phones: list[str]
    addresses: list[str]

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}


@contextmanager
def big_county(port: int) -> Iterator[BigCounty]:
    """The real processes in a home of their own, taken down at the end."""
    home = Path(tempfile.mkdtemp(prefix="huijia-bench-")) / "run"
    environment = dict(os.environ) | {"HUIJIA_HOME": str(home), "HUIJIA_PORT": str(port), "DEMO": "0"}

    def local(command: str) -> None:
        argv = [sys.executable, "-m", "deploy.local", command]
        subprocess.run(argv, cwd=ROOT, env=environment, check=True, capture_output=True)

    try:
        local("up")
        yield asyncio.run(_filled(home, port))
    finally:
        local("down")
        shutil.rmtree(home.parent)


async def _filled(home: Path, port: int) -> BigCounty:
    passwords, ports = (json.loads((home / name).read_text()) for name in ("secrets.json", "ports.json"))
    role = "huijia_registry"
    connection = await asyncpg.connect(f"postgresql://{role}:{passwords[role]}@127.0.0.1:{ports['postgres']}/huijia")
    sealer = Sealer.load(home / "keys", "registry")
    people = _People(sealer)
    await _enter_divisions(connection)
    for _ in range(0, PEOPLE, 10_000):
        rows = [people.one() for _ in range(min(10_000, PEOPLE))]
        await connection.copy_records_to_table("persons", records=rows, columns=_COLUMNS)
    while await connection.fetchval("SELECT count(*) FROM search_pending"):
        await asyncio.sleep(1)
    await connection.close()
    await _settle(home, passwords[ADMIN], ports["postgres"])
    sample = random.Random(5)
    picked = [sample.sample(listed, min(3000, len(listed))) for listed in people.kept]
    return BigCounty(f"http://127.0.0.1:{port}", await _token(home, port), *picked)


async def _settle(home: Path, password: str, port: int) -> None:
    """As on the morning after: half a million new rows are written out and vacuumed once, not while people look up."""
    admin = await asyncpg.connect(Cluster(home / "postgres", port, password).dsn("huijia"))
    await admin.execute("VACUUM (ANALYZE)")
    await admin.execute("CHECKPOINT")
    await admin.close()


async def _enter_divisions(connection: asyncpg.Connection) -> None:
    county = f"{COUNTY}000000"
    today = datetime.date(2020, 1, 1)
    rows: list[tuple[str, str, str, str | None, datetime.date]] = [(county, "示范县", "county", None, today)]
    for town in range(1, TOWNS + 1):
        code = f"{COUNTY}{town:03}000"
        rows.append((code, f"第{town}镇", "town", county, today))
        inside = [f"{COUNTY}{town:03}{village:03}" for village in range(1, VILLAGES + 1)]
        rows += [(each, f"{each[-3:]}村", "village", code, today) for each in inside]
    await connection.executemany("INSERT INTO divisions VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING", rows)


async def _token(home: Path, port: int) -> str:
    files = [json.loads(path.read_text()) for path in home.rglob("*credentials*.json")]
    staff = next(person for known in files for person in known["staff"] if person["role"] == "county-admin")
    form = {"grant_type": "password", "username": staff["username"], "password": staff["password"]}
    async with aiohttp.ClientSession() as http, http.post(f"http://127.0.0.1:{port}/oauth/token", data=form) as answer:
        answer.raise_for_status()
        return (await answer.json())["access_token"]


class _People:
    """Draws people, and keeps what they can be looked up by."""

    def __init__(self, sealer: Sealer) -> None:
        self._random, self._sealer = random.Random(3), sealer
        self._books = [NameBook(self._random) for _ in range(TOWNS * VILLAGES)]
        self._drawn = 0
        self.kept: tuple[list[str], list[str], list[str], list[str]] = ([], [], [], [])

    def one(self) -> tuple[object, ...]:
        """A row of ``_COLUMNS``."""
        draw, at = self._random, self._drawn
        self._drawn += 1
        village = at % (TOWNS * VILLAGES)
        born = datetime.date(1935, 1, 1) + datetime.timedelta(days=at % 33_000)
        sex = 1 + at % 2
        first = f"{COUNTY}{born:%Y%m%d}{at // 33_000 * 2 + (1 if sex == 1 else 0):03}"
        number, phone = first + check_character(first), f"190{draw.randrange(10**8):08}"
        name = self._books[village].surname() + self._books[village].given(born.year, str(sex))
        town, inside = village // VILLAGES + 1, village % VILLAGES + 1
        code = f"{COUNTY}{town:03}{inside:03}"
        address = f"第{town}镇{inside:03}村{draw.randrange(1, 12)}组{draw.randrange(1, 300)}号"
        for listed, value in zip(self.kept, (number, name, phone, address), strict=True):
            listed.append(value)
        seal, index = self._sealer.seal, self._sealer.index
        sealed = (seal(number, "person.citizen_number"), index(number, "person.citizen_number"))
        stamp = (datetime.datetime.now(datetime.UTC), "bench", "register", "hand")
        return new_id(), name, sex, born, *sealed, seal(phone, "person.phone"), code, code, address, *stamp
