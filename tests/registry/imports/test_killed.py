"""A worker killed with SIGKILL in each phase of an import and of its undo: the next goes on, and nothing is half."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from services.registry.imports import readers
from services.registry.imports.settings import import_settings
from tests.registry.imports.conftest import Office, citizen_number, counts, csv_file, person
from tests.support.running import settings_for

ROOT = Path(__file__).parents[3]
PEOPLE, HOUSEHOLDS = 600, 200


def _people(count: int, **cells: str) -> list[dict[str, Any]]:
    numbers = [citizen_number(sequence=n) for n in range(count)]
    return [person(name=f"人{n}", citizen_number=number, sex="", **cells) for n, number in enumerate(numbers)]


_FILE = csv_file(*(row | {"household_number": str(n // 3)} for n, row in enumerate(_people(PEOPLE))))

# A real worker that stands still where the test says, with whatever it has written so far.
_WORKER = """
import asyncio, importlib, sys, time
from types import SimpleNamespace as N
from chassis.sealing import Sealer
from chassis.settings import Settings
from chassis.db import Database
from services.registry.imports.readers import Reading
from services.registry.imports.work_off_imports import work_off_imports

def stand_still():
    print("here", flush=True)
    time.sleep(600)

def hook(place):
    module, name = place.rsplit(".", 1)
    module = importlib.import_module("services.registry.imports." + module)
    real = getattr(module, name)
    async def hooked(*arguments):
        result = await real(*arguments)
        stand_still()
        return result
    setattr(module, name, hooked)

def hook_reading():
    real = Reading.lines
    async def lines(self):
        async for some in real(self):
            yield some
            stand_still()
    Reading.lines = lines

async def main():
    settings = Settings()
    database = Database(settings.database_url)
    await database.start()
    sealer = Sealer.load(settings.keys_folder, "registry")
    await work_off_imports(N(state=N(settings=settings, database=database, sealer=sealer)))

place = sys.argv[1]
if place == "reading":
    hook_reading()
elif place != "nowhere":
    hook(place)
asyncio.run(main())
"""

# Where the worker stands when it is killed, and how many people there are then, for everybody else to see.
_IMPORT = [
    ("reading", 0),
    ("carry_out_import.stage_rows", 0),
    ("carry_out_import.match_persons", 0),
    ("carry_out_import.write_households", 0),
    ("carry_out_import.enter_persons", 0),
    ("carry_out_import._finish", 0),
    ("work_off_imports._attempt", PEOPLE),
]
_UNDO = [
    ("undo_import.refuse_if_built_on", PEOPLE),
    ("carry_out_undo.undo_import", PEOPLE),
    ("work_off_imports._attempt", 0),
]


@pytest.mark.slow
async def test_killed_in_each_phase_the_next_worker_goes_on_and_nothing_is_half(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_id = await office.upload(_FILE)
    for place, people in _IMPORT:
        await _killed_at(office, place)
        await _whole(office, people)
    done = await office.show(import_id)
    assert (done["state"], done["counts"]) == ("finished", counts(read=PEOPLE, created=PEOPLE))

    monkeypatch.setattr(import_settings(), "most_undone_at_once", 0)
    assert (await office.undo(import_id)).status_code == 202
    for place, people in _UNDO:
        await _killed_at(office, place)
        await _whole(office, people, undone=people == 0)
    assert (await office.show(import_id))["state"] == "undone"

    # Whoever comes next finds an empty desk, and takes the same people in once.
    again = await office.upload(_FILE)
    async with _worker(office, "nowhere"):
        await _until_done(office, again)
    assert (await office.show(again))["counts"] == counts(read=PEOPLE, created=PEOPLE)
    assert await office.pool.fetchval("SELECT count(DISTINCT citizen_number_index) FROM persons") == PEOPLE


async def _whole(office: Office, people: int, *, undone: bool = False) -> None:
    """All of it or nothing, and as many events as there are people and households."""
    found = [await office.pool.fetchval(f"SELECT count(*) FROM {table}") for table in ("persons", "households")]
    assert found == [people, HOUSEHOLDS if people else 0]
    told = [kind for kind, _ in await office.events()]
    entered = PEOPLE if people or undone else 0
    assert told.count("person-registered") == entered
    assert told.count("household-registered") == (HOUSEHOLDS if entered else 0)
    assert told.count("person-withdrawn") == (PEOPLE if undone else 0)


async def _killed_at(office: Office, place: str) -> None:
    # However often it dies here, it is not to be given up.
    await office.pool.execute("UPDATE imports SET attempts = 0")
    async with _worker(office, place) as worker:
        assert worker.stdout is not None
        line = await asyncio.wait_for(asyncio.to_thread(worker.stdout.readline), 60)
        assert line == b"here\n", f"the worker ended before {place}"
        worker.send_signal(signal.SIGKILL)


class _worker:  # noqa: N801 - a context manager, used like a function
    def __init__(self, office: Office, place: str) -> None:
        settings = settings_for(office.dsn, office.home)
        self._environment = os.environ | {
            "DATABASE_URL": office.dsn,
            "HUIJIA_HOME": str(settings.home),
            "HUIJIA_KEYS": str(settings.keys_folder),
            "PYTHONPATH": str(ROOT),
        }
        self._place = place

    async def __aenter__(self) -> subprocess.Popen[bytes]:
        argv = [sys.executable, "-c", _WORKER, self._place]
        self._process = subprocess.Popen(argv, cwd=ROOT, env=self._environment, stdout=subprocess.PIPE)
        return self._process

    async def __aexit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()


async def _until_done(office: Office, import_id: str) -> None:
    """Finished, and no upload is left behind: neither its own nor that of the worker that was killed before."""
    for _ in range(3000):
        if (await office.show(import_id))["state"] == "finished" and not list((office.home / "uploads").iterdir()):
            return
        await asyncio.sleep(0.02)
    raise AssertionError(await office.show(import_id))


@pytest.mark.parametrize("share", [1, 2])
async def test_a_reader_killed_in_the_middle_is_started_again(
    office: Office, monkeypatch: pytest.MonkeyPatch, share: int
) -> None:
    monkeypatch.setattr(import_settings(), "shared_from", 0)
    monkeypatch.setattr(import_settings(), "most_readers", share)
    real_start, real_lines = asyncio.create_subprocess_exec, readers.Reading.lines
    started: list[asyncio.subprocess.Process] = []

    async def start(*arguments: Any, **options: Any) -> asyncio.subprocess.Process:
        started.append(await real_start(*arguments, **options))
        return started[-1]

    async def lines(self: readers.Reading) -> AsyncIterator[bytes]:
        if len(started) == share:
            started[-1].kill()
        async for some in real_lines(self):
            yield some

    monkeypatch.setattr(asyncio, "create_subprocess_exec", start)
    monkeypatch.setattr(readers.Reading, "lines", lines)
    # Large enough that no reader is done before it is killed: it waits until its lines are taken.
    rows = _people(999, note="备" * 490)
    import_id = await office.upload(csv_file(*rows, *rows, *rows))
    assert await office.work() == 2
    assert len(started) >= 2 * share
    assert (await office.show(import_id))["counts"] == counts(read=2997, created=999, rejected=1998)
    assert await office.pool.fetchval("SELECT count(*) FROM persons") == 999
