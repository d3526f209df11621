"""The whole county, brought up for real, and what it survives. One installation serves the file's tests in turn."""

import contextlib
import json
import os
import signal
import socket
import stat
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from tests.deploy.installation import Installation, eventually, only_line, traces_of

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    found = Installation(tmp_path_factory.mktemp("county") / "run")
    found.up()
    yield found
    found.erase()


@pytest.fixture
def county(installation: Installation) -> Installation:
    """The same, healthy, whatever the test before left."""
    if installation.health() != 200:
        installation.up()
    return installation


def test_a_second_up_changes_nothing_and_is_quick(county: Installation) -> None:
    before = (county.home / "credentials.json").read_bytes(), county.processes("registry")
    began = time.monotonic()
    done = county.up()
    assert time.monotonic() - began < 10
    assert "already running" in done.stdout and f"http://127.0.0.1:{county.port}" in done.stdout
    assert before == ((county.home / "credentials.json").read_bytes(), county.processes("registry"))


def test_the_credentials_are_as_promised(county: Installation) -> None:
    found = county.read("credentials.json")
    assert {person["role"] for person in found["staff"]} == {
        "county-admin",
        "county-officer",
        "township-officer",
        "village-worker",
        "finance-officer",
        "auditor",
    }
    assert all(set(p) == {"username", "password", "role", "division"} for p in found["staff"])
    assert len({client["department"] for client in found["departments"]}) == 5
    secret = [p["password"] for p in found["staff"]] + [c["client_secret"] for c in found["departments"]]
    assert len(set(secret)) == 11 and min(map(len, secret)) >= 20
    admin, health = found["staff"][0], found["departments"][3]
    assert county.run("credential", "county-admin").stdout.split() == [admin["username"], admin["password"]]
    form = dict(parse_qsl(county.run("credential", "health", "--form").stdout.strip()))
    assert form == {
        "grant_type": "client_credentials",
        "client_id": "health",
        "client_secret": health["client_secret"],
    }
    assert "no user or department" in only_line(county.run("credential", "nobody"))


def test_no_password_is_on_a_command_line_or_in_an_open_file(county: Installation) -> None:
    secrets = list(county.read("secrets.json").values())
    lines = subprocess.run(["ps", "axww", "-o", "args="], capture_output=True, text=True, check=True).stdout
    assert not [line for line in lines.splitlines() if any(secret in line for secret in secrets)]
    for folder, _, files in os.walk(county.home):
        if stat.S_IMODE(os.stat(folder).st_mode) & 0o077 in (0, 0o011):
            for path in (os.path.join(folder, file) for file in files):
                text = Path(path).read_bytes()
                if any(secret.encode() in text for secret in secrets):
                    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600, path


def test_everything_listens_on_loopback_only(county: Installation) -> None:
    ports = set(county.read("ports.json").values()) | {county.port}
    columns = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    listening = [(c[1].split(":")[0], int(c[1].split(":")[1], 16)) for c in columns if c[3] == "0A"]
    ours = {port: address for address, port in listening if port in ports}
    assert set(ours) == ports
    assert set(ours.values()) == {"0100007F"}


def test_commands_find_the_address_of_what_runs(county: Installation) -> None:
    assert "already running" in county.up(HUIJIA_PORT="").stdout
    assert str(county.port) in county.run("status", HUIJIA_PORT="").stdout


def test_what_runs_is_not_moved_without_being_stopped_first(county: Installation) -> None:
    for change in ({"HUIJIA_PORT": "8999"}, {"BUS": "kafka"}):
        assert "'make down' first" in only_line(county.run("up", **change))
    assert county.health() == 200


def test_a_killed_service_comes_back(county: Installation) -> None:
    before = county.processes("followup")
    county.kill("followup")
    eventually(lambda: county.processes("followup") not in ([], before))
    eventually(lambda: county.health() == 200)


def test_a_killed_database_comes_back(county: Installation) -> None:
    county.kill("postgres")
    eventually(lambda: county.health() == 200)


def test_after_the_supervisor_was_killed_up_starts_cleanly(county: Installation) -> None:
    county.kill("supervisord")
    eventually(lambda: "supervisord" not in county.running())
    assert "left over: " in county.run("status").stderr
    assert "earlier run" in county.up().stdout
    assert county.health() == 200
    assert len(county.processes("registry")) == 1


def test_after_the_supervisor_was_killed_down_stops_the_rest(county: Installation) -> None:
    county.kill("supervisord")
    done = county.run("down")
    assert done.returncode == 0 and county.running() == [] and traces_of(county.home) == []


def test_a_power_cut_leaves_nothing_that_the_next_start_stumbles_on(county: Installation) -> None:
    for name in ("supervisord", *[n for n in county.running() if n != "supervisord"]):
        for pid in county.processes(name):
            # A backend of the database may end of itself between the look and the blow.
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
    eventually(lambda: county.running() == [])
    # The dead server's number now belongs to a living stranger.
    pidfile = county.home / "postgres" / "postmaster.pid"
    lines = pidfile.read_text().splitlines()
    pidfile.write_text("\n".join([str(os.getppid()), *lines[1:]]) + "\n")
    (county.home / "supervisord.pid").write_text(f"{os.getppid()}\n")
    county.up()
    assert county.health() == 200


def test_down_stops_all_and_up_finds_all_again(county: Installation) -> None:
    credentials = (county.home / "credentials.json").read_bytes()
    done = county.run("down")
    assert done.returncode == 0 and county.running() == [] and county.health() == 0
    assert "not running" in county.run("down").stdout
    assert "not running" in county.run("status").stderr
    county.up()
    assert (county.home / "credentials.json").read_bytes() == credentials
    assert "healthy" in county.run("status").stdout


def test_a_port_taken_in_the_meantime_is_chosen_anew(installation: Installation) -> None:
    installation.run("down")
    taken = installation.read("ports.json")["registry"]
    with socket.socket() as stranger:
        stranger.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        stranger.bind(("127.0.0.1", taken))
        stranger.listen()
        installation.up()
        assert installation.read("ports.json")["registry"] != taken


def test_a_service_that_cannot_start_is_named_with_its_log(installation: Installation) -> None:
    installation.run("down")
    key = installation.home / "keys" / "gateway.jwks.json"
    kept = key.read_text()
    key.write_text("{")
    try:
        line = only_line(installation.run("up"))
        assert "did not start" in line and str(installation.home / "logs") in line
        assert installation.running() == [] and traces_of(installation.home) == []
    finally:
        key.write_text(kept)


def test_two_ups_at_once_end_with_one_county(installation: Installation) -> None:
    installation.run("down")
    first, second = installation.begin("up"), installation.begin("up")
    assert first.wait(300) == second.wait(300) == 0
    assert len(installation.processes("registry")) == 1


def test_two_installations_live_side_by_side(county: Installation, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = Installation(tmp_path_factory.mktemp("other county") / "run 二")
    try:
        other.up()
        assert county.health() == other.health() == 200
        assert json.dumps(county.read("secrets.json")) != json.dumps(other.read("secrets.json"))
    finally:
        other.erase()
    assert county.health() == 200
