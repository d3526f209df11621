"""Services that are copies of their supervisor: each with its own name, environment, lock and chance."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from deploy.local.holders import is_held
from deploy.local.programs import MEMORY
from tests.conftest import ROOT, free_port
from tests.deploy.installation import eventually

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="services are copies on Linux alone")

_CONFIG = """[supervisord]
nodaemon=true
silent=true
identifier=huijia
logfile={folder}/log
pidfile={folder}/pid
"""
_PROGRAM = """[program:{name}]
command={python} -m deploy.local.held {folder}/{name}.lock {folder}/{name}.json {python} -m uvicorn {app} --port {port}
directory={root}
redirect_stderr=true
stdout_logfile={folder}/{name}.log
"""
_OTHER = """[program:other]
command=sh -c 'env > {folder}/other; sleep 600'
stopasgroup=true
"""


class House:
    """A supervisor and two small services of it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.ports = folder, {"one": free_port(), "two": free_port()}
        config = folder / "supervisord.conf"
        parts = [_CONFIG.format(folder=folder), _OTHER.format(folder=folder)]
        for name, port in self.ports.items():
            (folder / f"{name}.json").write_text(json.dumps({"TOLD": f"secret of {name}"}))
            app = "tests.deploy.copied_app:app"
            parts.append(
                _PROGRAM.format(name=name, folder=folder, python=sys.executable, app=app, port=port, root=ROOT)
            )
        config.write_text("".join(parts))
        argv = [sys.executable, "-m", "deploy.local.supervise", "-n", "-c", str(config)]
        self.supervisor = subprocess.Popen(argv, cwd=ROOT, env=os.environ | MEMORY)

    def ask(self, name: str) -> dict[str, str]:
        try:
            return dict(httpx.get(f"http://127.0.0.1:{self.ports[name]}/").json())
        except httpx.TransportError:
            return {}

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    running = House(tmp_path_factory.mktemp("copies"))
    try:
        eventually(lambda: bool(running.ask("one") and running.ask("two")))
        yield running
    finally:
        running.supervisor.terminate()
        running.supervisor.wait()


def test_each_copy_is_a_process_of_its_own_with_what_it_alone_was_told(house: House) -> None:
    one, two = house.ask("one"), house.ask("two")
    assert one["parent"] == two["parent"] == str(house.supervisor.pid)
    assert one["pid"] != two["pid"]
    assert (one["TOLD"], two["TOLD"]) == ("secret of one", "secret of two")
    assert one["SUPERVISOR_PROCESS_NAME"] == "one"


def test_copies_draw_different_identifiers(house: House) -> None:
    drawn = [house.ask(name)["drawn"] for name in ("one", "two") for _ in range(20)]
    assert len(set(drawn)) == len(drawn)


def test_a_copy_is_listed_under_its_own_command_without_what_it_was_told(house: House) -> None:
    command = Path(f"/proc/{house.ask('two')['pid']}/cmdline").read_text()
    assert f"-m uvicorn tests.deploy.copied_app:app --port {house.ports['two']}" in command
    assert "secret" not in command


def test_a_copy_holds_its_lock_and_no_file_of_the_supervisor(house: House) -> None:
    assert is_held(house.folder / "one.lock")
    opened = {os.readlink(each) for each in Path(f"/proc/{house.ask('one')['pid']}/fd").iterdir() if each.exists()}
    assert str(house.folder / "one.lock") in opened
    assert str(house.folder / "log") not in opened


def test_a_killed_copy_is_there_again(house: House) -> None:
    before = house.ask("one")["pid"]
    os.kill(int(before), signal.SIGKILL)
    eventually(lambda: house.ask("one").get("pid", before) != before)
    assert is_held(house.folder / "one.lock")


def test_a_copy_ends_in_order_when_it_is_told_to(house: House) -> None:
    before = house.ask("two")["pid"]
    os.kill(int(before), signal.SIGTERM)
    eventually(lambda: house.ask("two").get("pid", before) != before)
    assert house.log("two").count("ended in order") == 1


def test_memory_is_given_back_by_services_and_other_programs_are_left_as_they_are(house: House) -> None:
    assert house.ask("one")["MALLOC_ARENA_MAX"] == MEMORY["MALLOC_ARENA_MAX"]
    eventually(lambda: "SUPERVISOR_PROCESS_NAME=other" in (house.folder / "other").read_text())
    assert "MALLOC" not in (house.folder / "other").read_text()
