"""PostgreSQL runs for root too, and nothing outside its own folder is opened or changed for that."""

import ctypes
import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from deploy.local.postgres import Cluster, binary
from deploy.local.unprivileged import is_passable
from tests.conftest import ROOT, free_port

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root has rights to give up")

_CREATE_AND_RUN = """
import os, subprocess, sys, time
from pathlib import Path
from deploy.local.postgres import Cluster, binary
from deploy.local.unprivileged import is_passable
cluster = Cluster(Path(sys.argv[1]), int(sys.argv[2]), "secret")
cluster.create()
cluster.configure(shared_buffers="8MB")
server = subprocess.Popen([sys.executable, "-m", "deploy.local.postgres", str(cluster.data), str(cluster.port)])
try:
    cluster.wait_ready(20)
    print("owner", os.stat(cluster.data / "base").st_uid)
finally:
    server.send_signal(2)
    server.wait(20)
"""


def create_and_run(
    data: Path, prepare: Callable[[], None] | None = None, python: str = sys.executable, root: Path = ROOT
) -> "subprocess.CompletedProcess[str]":
    """A cluster created and started in ``data``; prints who owns its files."""
    argv = [python, "-c", _CREATE_AND_RUN, str(data), str(free_port())]
    return subprocess.run(
        argv,
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=prepare,
    )


def _modes(folder: Path) -> dict[Path, tuple[int, int, int]]:
    found = {}
    for path in (folder, *folder.parents):
        facts = path.stat()
        found[path] = (stat.S_IMODE(facts.st_mode), facts.st_uid, facts.st_gid)
    return found


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[Path]:
    """A folder two levels deep that nobody but root may enter."""
    inner = tmp_path / "closed" / "home"
    inner.mkdir(parents=True)
    for path in (tmp_path, inner.parent, inner):
        path.chmod(0o700)
    yield inner


def test_in_a_closed_folder_nothing_is_opened(closed: Path) -> None:
    before = _modes(closed) | _modes(Path.home())
    done = create_and_run(closed / "data")
    assert done.stdout.strip() == "owner 0", done.stderr
    assert before == _modes(closed) | _modes(Path.home())


def _no_user_namespaces() -> None:
    """Enter a namespace in which all users exist and no further namespace may be made: many containers are so."""
    ready, go = os.pipe(), os.pipe()
    parent = os.fork()
    if parent == 0:
        os.read(ready[0], 1)
        for name in ("uid_map", "gid_map"):
            Path(f"/proc/{os.getppid()}/{name}").write_text("0 0 65536")
        os.write(go[1], b"x")
        os._exit(0)
    if ctypes.CDLL(None, use_errno=True).unshare(0x10000000) != 0:
        raise OSError(ctypes.get_errno(), "unshare")
    os.write(ready[1], b"x")
    os.read(go[0], 1)
    os.waitpid(parent, 0)
    Path("/proc/sys/user/max_user_namespaces").write_text("0")


def test_without_user_namespaces_it_becomes_nobody() -> None:
    folder = Path("/var/tmp") / f"huijia-test-{os.getpid()}"
    folder.mkdir(mode=0o711)
    try:
        done = create_and_run(folder / "data", _no_user_namespaces)
        if is_passable(binary("postgres")):
            assert done.stdout.strip() == "owner 65534", done.stderr
        else:
            # This checkout itself lies in a closed folder, which is not opened for the purpose either.
            assert "this machine allows root no user namespace" in done.stderr
    finally:
        subprocess.run(["rm", "-rf", str(folder)], check=True)


def test_without_user_namespaces_a_closed_folder_is_refused_in_words(closed: Path) -> None:
    before = _modes(closed)
    done = create_and_run(closed / "data", _no_user_namespaces)
    assert "this machine allows root no user namespace" in done.stderr.splitlines()[-1]
    assert before == _modes(closed)


def test_another_users_closed_folder_is_refused_in_words(closed: Path) -> None:
    os.chown(closed, 65534, 65534)
    program = closed / "program"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    argv = [sys.executable, "-m", "deploy.local.unprivileged", str(closed), "--", str(program)]
    done = subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "run as the user who owns this folder" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_the_password_is_not_left_behind(tmp_path: Path) -> None:
    cluster = Cluster(tmp_path / "data", free_port(), "a secret")
    cluster.create()
    left = [path for path in tmp_path.iterdir() if path.name != "data"]
    assert left == []
