"""From a fresh checkout: up as root and as a normal user, and nothing outside ``.run/`` and ``.venv/`` changes."""

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.local.unprivileged import is_passable
from tests.conftest import ROOT
from tests.deploy.installation import Installation, only_line, traces_of
from tests.deploy.test_unprivileged import create_and_run

pytestmark = pytest.mark.slow

# A user that every Debian has, and a number that is nobody's, as in many a container.
_DAEMON, _NAMELESS = 1, 61_234
_SYSTEM_PATH = "/usr/local/bin:/usr/bin:/bin"


def _files(root: Path) -> dict[str, int]:
    """Every file of a checkout, with its mode, that neither the installation nor Python made."""
    made = (".git", ".venv", ".run", "__pycache__", "node_modules", "dist", ".node", "generated.ts")
    return {
        str(path.relative_to(root)): path.stat().st_mode
        for path in root.rglob("*")
        if not any(part in made for part in path.relative_to(root).parts)
    }


@pytest.fixture(scope="module")
def checkout() -> Iterator[Path]:
    """A copy of this checkout's own files, where every user may pass."""
    root = Path("/var/tmp") / f"huijia-{os.getpid()}" / "house"
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    for name in filter(lambda name: name and (ROOT / name).is_file(), names):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, root / name)
    yield root
    shutil.rmtree(root.parent)


def _make(
    root: Path, *arguments: str, told: dict[str, str], prefix: tuple[str, ...] = ()
) -> "subprocess.CompletedProcess[str]":
    environment = Installation(root / ".run").environment(**told)
    argv = [*prefix, "make", *arguments]
    return subprocess.run(argv, cwd=root, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def everybodys(checkout: Path) -> Path:
    """The same, installed with a Python that every user can run."""
    before = _files(checkout)
    # Copies and not links: a file of the user's own cache must not become part of something shared.
    done = _make(checkout, "down", told={"PATH": _SYSTEM_PATH, "UV_LINK_MODE": "copy"})
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Installing" in done.stdout and "not running" in done.stdout
    assert _files(checkout) == before
    return checkout


def test_make_up_and_down(everybodys: Path) -> None:
    before = _files(everybodys)
    found = Installation(everybodys / ".run")
    port = {"HUIJIA_PORT": str(found.port), "HUIJIA_HOME": ".run"}
    try:
        done = _make(everybodys, "up", told=port)
        assert done.returncode == 0, done.stdout + done.stderr
        assert found.health() == 200
        assert f"http://127.0.0.1:{found.port}" in done.stdout
        # The line that it shows for signing in works as it stands.
        line = done.stdout.strip().partition("example:")[2].replace("\\\n", " ")
        signed_in = subprocess.run(["sh", "-c", line], cwd=everybodys, capture_output=True, text=True, check=False)
        assert "access_token" in signed_in.stdout, line + signed_in.stdout + signed_in.stderr
    finally:
        assert _make(everybodys, "reset", told=port | {"FORCE": "1"}).returncode == 0
    assert not (everybodys / ".run").exists()
    assert _files(everybodys) == before and traces_of(everybodys / ".run") == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_as_a_normal_user(everybodys: Path) -> None:
    python = everybodys / ".venv" / "bin" / "python"
    if not is_passable(python.resolve()):
        pytest.skip(f"no Python that a normal user may run (found {python.resolve()})")
    house = everybodys.parent / "daemon"
    house.mkdir(mode=0o700)
    os.chown(house, _DAEMON, _DAEMON)
    become = ("setpriv", f"--reuid={_DAEMON}", f"--regid={_DAEMON}", "--clear-groups")
    found = Installation(house / "run", root=everybodys, python=python, prefix=become)
    told = found.environment(HOME=str(house))
    try:
        done = _make(everybodys, "up", prefix=become, told=told)
        assert done.returncode == 0, done.stdout + done.stderr
        assert found.health() == 200
        owners = {os.stat(f"/proc/{pid}").st_uid for name in found.running() for pid in found.processes(name)}
        assert owners == {_DAEMON}
    finally:
        found.erase()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_a_user_without_a_name_can_run_the_database(everybodys: Path) -> None:
    python = everybodys / ".venv" / "bin" / "python"
    if not is_passable(python.resolve()):
        pytest.skip(f"no Python that a normal user may run (found {python.resolve()})")
    folder = everybodys.parent / "nameless"
    folder.mkdir()
    os.chown(folder, _NAMELESS, _NAMELESS)

    def become_nameless() -> None:
        os.setgroups([])
        os.setgid(_NAMELESS)
        os.setuid(_NAMELESS)

    done = create_and_run(folder / "data", become_nameless, str(python), everybodys)
    assert done.stdout.strip() == f"owner {_NAMELESS}", done.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="only root starts PostgreSQL as somebody else")
def test_in_a_closed_folder_as_root_nothing_is_opened(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    folders = {*closed.parents, closed, Path.home(), *Path(sys.executable).parents, *ROOT.parents}
    before = {folder: (stat.S_IMODE(folder.stat().st_mode), folder.stat().st_uid) for folder in folders}
    found = Installation(closed / "run")
    # What an interrupted first start leaves: a database that is not whole.
    unfinished = found.home / "postgres.new"
    unfinished.mkdir(parents=True)
    (unfinished / "PG_VERSION").write_text("18\n")
    try:
        found.up()
        assert not unfinished.exists()
        after = {folder: (stat.S_IMODE(folder.stat().st_mode), folder.stat().st_uid) for folder in folders}
        assert before == after
    finally:
        found.erase()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a folder that a user may not write")
def test_a_home_that_one_may_not_write_is_refused(everybodys: Path) -> None:
    become = ("setpriv", "--reuid=1", "--regid=1", "--clear-groups")
    python = everybodys / ".venv" / "bin" / "python"
    if not is_passable(python.resolve()):
        pytest.skip(f"no Python that a normal user may run (found {python.resolve()})")
    found = Installation(Path("/var/lib/huijia"), root=everybodys, python=python, prefix=become)
    assert "cannot be written to" in only_line(found.run("up"))
