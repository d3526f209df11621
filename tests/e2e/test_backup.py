"""A running county is backed up, restored elsewhere table for table, and goes on there as if nothing had been."""

import os
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.conftest import ROOT, free_port
from tests.e2e.conftest import County

pytestmark = pytest.mark.slow


def _backup(home: Path, *arguments: object, **told: str) -> "subprocess.CompletedProcess[str]":
    argv = [sys.executable, "-m", "deploy.backup", *map(str, arguments)]
    environment = dict(os.environ) | {"HUIJIA_HOME": str(home), "LANG": "C.UTF-8"} | told
    return subprocess.run(argv, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300)


@pytest.fixture(scope="module")
def identity(running_county: County, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("safe") / "huijia.key"
    refused = _backup(running_county.home, "make")
    assert refused.returncode == 1 and "backup-key" in refused.stderr
    assert _backup(running_county.home, "key", path).returncode == 0
    assert path.stat().st_mode & 0o777 == 0o600
    assert _backup(running_county.home, "key", path).returncode == 1
    return path


@pytest.fixture(scope="module")
def backup(running_county: County, identity: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    kept = tmp_path_factory.mktemp("backups")
    done = _backup(running_county.home, "make", HUIJIA_BACKUPS=str(kept))
    assert done.returncode == 0, done.stderr
    (made,) = kept.iterdir()
    return made


def test_a_backup_shows_nobody_anything(running_county: County, backup: Path) -> None:
    with running_county.staff("county-admin") as admin:
        names = [item["name"] for item in admin.get("/api/registry/v1/persons", params={"limit": 5}).json()["items"]]
    assert names
    secrets = (running_county.home / "secrets.json").read_bytes()
    for path in backup.iterdir():
        content = path.read_bytes()
        assert not any(name.encode() in content for name in names), path
        assert b"PGDMP" not in content and secrets[20:60] not in content, path


def test_it_is_restored_equal_and_goes_on(running_county: County, backup: Path, identity: Path, tmp_path: Path) -> None:
    home, port = tmp_path / "restored", free_port()
    done = _backup(home, "restore", backup, identity)
    assert done.returncode == 0, done.stderr
    assert "every table equal" in done.stdout
    restored = County(
        home,
        f"http://127.0.0.1:{port}",
        running_county.environment | {"HUIJIA_HOME": str(home), "HUIJIA_PORT": str(port)},
    )
    started = restored.local("up")
    try:
        assert started.returncode == 0, started.stdout + started.stderr
        wanted: dict[str, str | int] = {"level": "village", "limit": 3}
        with restored.staff("county-officer") as there, running_county.staff("county-officer") as here:
            assert there.get("/api/registry/v1/persons", params={"limit": 3}).json()["items"]
            answers = [c.get("/api/registry/v1/divisions", params=wanted).json()["items"] for c in (there, here)]
        assert answers[0] == answers[1]
        verified = subprocess.run(
            [sys.executable, "-m", "deploy.evidence", "verify"],
            cwd=ROOT,
            env=restored.environment,
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert verified.returncode == 0, verified.stdout
        assert httpx.get(f"{restored.url}/healthz").status_code == 200
    finally:
        assert restored.local("down").returncode == 0


def test_what_is_damaged_or_not_ours_is_refused_and_leaves_nothing(
    backup: Path, identity: Path, tmp_path: Path
) -> None:
    home, other = tmp_path / "other", tmp_path / "other.key"
    damaged = tmp_path / "damaged"
    damaged.mkdir()
    for path in backup.iterdir():
        content = bytearray(path.read_bytes())
        if path.name == "database.age":
            content[len(content) // 2] ^= 1
        (damaged / path.name).write_bytes(content)
    assert "damaged" in _backup(home, "restore", damaged, identity).stderr
    assert "is not a backup" in _backup(home, "restore", tmp_path, identity).stderr
    (tmp_path / "elsewhere").mkdir()
    assert _backup(tmp_path / "elsewhere", "key", other).returncode == 0
    wrong = _backup(home, "restore", backup, other)
    assert wrong.returncode == 1 and "files.age" in wrong.stderr
    assert not home.exists()
    full = tmp_path / "full"
    full.mkdir()
    (full / "something").touch()
    assert "is not empty" in _backup(full, "restore", backup, identity).stderr
    assert (full / "something").exists()
