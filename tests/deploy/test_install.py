"""The packages get into .venv once, pinned; what stands in the way is told in one line."""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from deploy.local.install import cause
from tests.conftest import ROOT

_INSTALL = "deploy/local"
_SMALL = {"runtime": ("uv", "idna"), "dev": ("uv", "idna", "iniconfig")}


def _pins(lock: str, names: tuple[str, ...]) -> str:
    """The pins of a few packages with their hashes, out of one of our lock files."""
    blocks = re.split(r"\n(?=\S)", (ROOT / lock).read_text())
    found = [block for block in blocks if block.split("==")[0] in names]
    assert len(found) == len(names)
    return "\n".join(found) + "\n"


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The installer with lock files of two or three small packages."""
    root = tmp_path_factory.mktemp("checkout") / "house"
    shutil.copytree(ROOT / "deploy" / "local", root / "deploy" / "local", ignore=shutil.ignore_patterns("__*"))
    for path in (root / "deploy", root / "deploy" / "local"):
        (path / "__init__.py").touch()
    (root / "requirements.lock").write_text(_pins("requirements.lock", _SMALL["runtime"]))
    (root / "requirements-dev.lock").write_text(_pins("requirements-dev.lock", _SMALL["dev"]))
    return root


def _install(root: Path, kind: str = "runtime", **environment: str) -> "subprocess.CompletedProcess[str]":
    argv = [str(root / "deploy" / "local" / "install"), kind]
    told = os.environ | {"LANG": "C.UTF-8", "LC_ALL": ""} | environment
    return subprocess.run(argv, capture_output=True, text=True, env=told, check=False)


def _has(root: Path, package: str) -> bool:
    python = root / ".venv" / "bin" / "python"
    return subprocess.run([str(python), "-c", f"import {package}"], capture_output=True, check=False).returncode == 0


@pytest.fixture
def installed(checkout: Path) -> Iterator[Path]:
    done = _install(checkout)
    assert done.returncode == 0, done.stderr
    yield checkout


@pytest.mark.slow
def test_a_second_run_does_nothing(installed: Path) -> None:
    began = time.monotonic()
    done = _install(installed)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert time.monotonic() - began < 2
    assert _has(installed, "idna")
    assert sorted(path.name for path in installed.iterdir()) == [
        ".venv",
        "deploy",
        "requirements-dev.lock",
        "requirements.lock",
    ]


@pytest.mark.slow
def test_what_tests_need_stays_when_only_the_rest_is_asked_for(installed: Path) -> None:
    assert not _has(installed, "iniconfig")
    assert _install(installed, "dev").returncode == 0 and _has(installed, "iniconfig")
    assert _install(installed).stdout == "" and _has(installed, "iniconfig")
    lock = installed / "requirements.lock"
    lock.write_text(lock.read_text() + "\n# changed\n")
    assert _install(installed).returncode == 0 and _has(installed, "iniconfig")


@pytest.mark.slow
def test_a_moved_checkout_is_installed_again(installed: Path) -> None:
    moved = installed.with_name("moved house")
    installed.rename(moved)
    try:
        done = _install(moved)
        assert done.returncode == 0 and "Installing" in done.stdout, done.stderr
        assert _has(moved, "idna")
        prefix = [str(moved / ".venv" / "bin" / "python"), "-c", "import sys; print(sys.prefix)"]
        assert subprocess.run(prefix, capture_output=True, text=True, check=True).stdout.strip() == str(moved / ".venv")
    finally:
        moved.rename(installed)


@pytest.mark.slow
def test_packages_that_are_lent_by_a_link_are_left_as_they_are(installed: Path, tmp_path: Path) -> None:
    borrower = tmp_path / "borrower"
    shutil.copytree(installed, borrower, ignore=shutil.ignore_patterns(".venv"))
    (borrower / ".venv").symlink_to(installed / ".venv")
    done = _install(borrower)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert _has(installed, "idna")


def _only_line(done: "subprocess.CompletedProcess[str]") -> str:
    assert done.returncode != 0
    assert len(done.stderr.splitlines()) == 1, done.stderr
    return done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda text: text, "no network"),
        (lambda text: re.sub(r"sha256:\w{8}", "sha256:00000000", text), "not the file that was pinned"),
    ],
    ids=["no network", "another file"],
)
def test_a_failed_installation_is_told_in_one_line_and_done_later(
    installed: Path, tmp_path: Path, spoil: Callable[[str], str], told: str
) -> None:
    locks = [installed / name for name in ("requirements.lock", "requirements-dev.lock")]
    before = [lock.read_text() for lock in locks]
    for lock, text in zip(locks, before, strict=True):
        lock.write_text(spoil(text + _pins("requirements.lock", ("mdurl",))))
    offline = {"HTTPS_PROXY": "http://127.0.0.1:9"} if told == "no network" else {}
    try:
        done = _install(installed, UV_CACHE_DIR=str(tmp_path), UV_HTTP_RETRIES="0", **offline)
        assert told in _only_line(done) and ".venv.log" in done.stderr
    finally:
        for lock, text in zip(locks, before, strict=True):
            lock.write_text(text)
    assert _install(installed).returncode == 0


def test_without_a_new_enough_python_it_says_which_is_needed(checkout: Path, tmp_path: Path) -> None:
    for name in ("dirname", "sh"):
        (tmp_path / name).symlink_to(shutil.which(name) or "")
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    assert "Python 3.11 or newer is needed" in _only_line(_install(checkout, PATH=str(tmp_path)))
    assert "需要 Python 3.11" in _only_line(_install(checkout, PATH=str(tmp_path), LANG="zh_CN.UTF-8"))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small disk")
def test_too_small_a_disk_is_told_before_anything_is_written(checkout: Path, tmp_path: Path) -> None:
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=50m", "tmpfs", str(tmp_path)], check=True)
    try:
        shutil.copytree(checkout, tmp_path / "house", ignore=shutil.ignore_patterns(".venv"))
        assert "The disk is full" in _only_line(_install(tmp_path / "house"))
        assert not (tmp_path / "house" / ".venv").exists()
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("failed to copy file from a to b: No space left on device (os error 28)", "the disk is full"),
        ("error: command 'gcc' failed: No such file or directory", "a C compiler is needed"),
        ("Exception: you need a C compiler to build uWSGI", "a C compiler is needed"),
        ("  cause: dns error: failed to lookup address information", "no network"),
        ("Retrying after connection broken by 'NewConnectionError'", "no network"),
        ("error: failed to create file: Permission denied (os error 13)", "no permission"),
    ],
)
def test_an_installers_words_are_understood(said: str, meant: str) -> None:
    found = cause(said)
    assert found is not None and meant in found[1]


def test_both_locks_pin_the_installer_that_is_bootstrapped() -> None:
    wanted = (ROOT / "deploy" / "local" / "bootstrap.txt").read_text().split()
    for lock in ("requirements.lock", "requirements-dev.lock"):
        assert _pins(lock, ("uv",)).split()[: len(wanted)] == wanted


def test_the_test_lock_has_every_pin_of_the_runtime_lock() -> None:
    pins = {
        name: dict(re.findall(r"^(\S+?)==(\S+)", (ROOT / name).read_text(), re.MULTILINE))
        for name in ("requirements.lock", "requirements-dev.lock")
    }
    runtime, dev = pins["requirements.lock"], pins["requirements-dev.lock"]
    assert runtime.items() <= dev.items()
