"""Where ``make up`` cannot go on it says so in one line, and leaves nothing running."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.local import up
from deploy.local.failures import CannotGoOn
from deploy.local.home import Home, write_private_json
from deploy.local.ports import choose
from tests.conftest import free_port
from tests.deploy.installation import Installation, only_line, traces_of


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Installation]:
    found = Installation(tmp_path / "run")
    yield found
    found.erase()


def test_a_taken_port_is_named_with_its_holder(fresh: Installation) -> None:
    argv = [sys.executable, "-m", "http.server", str(fresh.port), "--bind", "127.0.0.1"]
    stranger = subprocess.Popen(argv, stderr=subprocess.DEVNULL)
    try:
        while fresh.health() == 0:
            time.sleep(0.05)
        line = only_line(fresh.run("up"))
    finally:
        stranger.kill()
        stranger.wait()
    assert f"Port {fresh.port} is taken by" in line and f"(process {stranger.pid})" in line
    assert fresh.running() == [] and traces_of(fresh.home) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [("HUIJIA_PORT", "http"), ("HUIJIA_PORT", "70000"), ("BUS", "rabbit"), ("DEMO_PEOPLE", "many")],
)
def test_a_setting_that_means_nothing_is_refused(fresh: Installation, name: str, value: str) -> None:
    assert value in only_line(fresh.run("up", **{name: value}))
    assert fresh.running() == []


def test_a_home_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "run").write_text("something else")
    line = only_line(Installation(tmp_path / "run").run("up"))
    assert "cannot be written to" in line
    assert (tmp_path / "run").read_text() == "something else"


def test_on_a_chinese_terminal_it_speaks_chinese(fresh: Installation) -> None:
    assert "不是端口号" in only_line(fresh.run("up", HUIJIA_PORT="x", LANG="zh_CN.UTF-8"))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small disk")
@pytest.mark.parametrize("size", ["2m", "300m"])
def test_a_full_disk_is_told_before_anything_starts(tmp_path: Path, size: str) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(disk)], check=True)
    try:
        found = Installation(disk / "run")
        line = only_line(found.run("up"))
        assert "disk is full" in line and str(disk) in line
        assert found.running() == [] and traces_of(disk) == []
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("after", "number"),
    [("", signal.SIGINT), ("database", signal.SIGTERM), ("tables", signal.SIGHUP), ("services", signal.SIGINT)],
)
def test_interrupted_it_stops_what_it_started(fresh: Installation, after: str, number: signal.Signals) -> None:
    process = fresh.begin("up")
    assert process.stdout is not None and process.stderr is not None
    seen = ""
    while after not in seen:
        seen += process.stdout.read(1)
    time.sleep(0.3)
    # A terminal's Ctrl-C reaches everybody in the foreground; `kill` reaches one.
    (os.killpg if number == signal.SIGINT else os.kill)(process.pid, number)
    _, err = process.communicate(timeout=180)
    assert process.returncode == 128 + number
    assert err.splitlines() == ["Error: interrupted."]
    assert fresh.running() == [] and traces_of(fresh.home) == []
    if after in ("database", "services"):
        fresh.up()
        assert fresh.health() == 200


def test_reset_asks_first(fresh: Installation) -> None:
    (fresh.home / "locks").mkdir(parents=True)
    assert only_line(fresh.run("reset", given="no\n")) == "Error: Nothing was erased."
    assert fresh.home.exists()
    assert fresh.run("reset", given="yes\n").returncode == 0
    assert not fresh.home.exists()
    fresh.home.mkdir()


def test_reset_does_not_erase_a_folder_that_is_not_ours(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("three years of work")
    assert "left alone" in only_line(Installation(tmp_path).run("reset", FORCE="1"))
    assert (tmp_path / "thesis.txt").exists()


def test_a_listener_on_every_address_is_noticed(fresh: Installation) -> None:
    with socket.socket() as stranger:
        stranger.bind(("0.0.0.0", fresh.port))
        stranger.listen()
        assert "is taken by" in only_line(fresh.run("up"))


def test_logs_before_the_first_start_say_so(fresh: Installation) -> None:
    assert "no logs" in only_line(fresh.run("logs"))
    assert shutil.which("tail")


def test_lost_passwords_are_told_and_the_data_left_alone(fresh: Installation) -> None:
    data = fresh.home / "postgres" / "PG_VERSION"
    data.parent.mkdir(parents=True)
    data.write_text("18\n")
    assert "secrets.json" in only_line(fresh.run("up"))
    assert data.exists() and not (fresh.home / "secrets.json").exists()


def test_a_port_taken_between_choosing_and_listening_is_no_reason_to_give_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, tries = Home(tmp_path / "run", free_port()), list[int]()
    home.make()
    with socket.socket() as stranger:
        stranger.bind(("127.0.0.1", free_port()))
        stranger.listen()

        def start(home: Home) -> None:
            chosen = choose(home, ["followup"])["followup"]
            tries.append(chosen)
            if len(tries) == 1:
                # Chosen by somebody else as well, who was quicker.
                write_private_json(home.folder / "ports.json", {"followup": stranger.getsockname()[1]})
                raise CannotGoOn("没有起来", "did not start")

        monkeypatch.setattr("deploy.local.start.start", start)
        up._start_or_clean_up(home)
        assert len(tries) == 2

        def fail(home: Home) -> None:
            tries.append(0)
            raise CannotGoOn("没有起来", "did not start")

        monkeypatch.setattr("deploy.local.start.start", fail)
        with pytest.raises(CannotGoOn):
            up._start_or_clean_up(home)
        assert tries[2:] == [0], "what fails for another reason is not tried again"
