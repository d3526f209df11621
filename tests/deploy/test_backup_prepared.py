"""A county in containers or under systemd is backed up and restored by the same commands as one of ``make up``."""

import asyncio
import json
import stat
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from deploy.backup.__main__ import main as backup
from deploy.setup.__main__ import main as setup
from deploy.setup.inside import SHARED
from deploy.setup.secrets import superuser_url
from tests.conftest import Server

_PLACES = ["--county", "341599000000", "--database", "postgres:5432", "--kafka", "kafka:9092"]
_ROWS = "SELECT count(*) FROM gateway.accounts"


async def _drop(admin: str) -> None:
    connection = await asyncpg.connect(admin)
    await connection.execute("DROP DATABASE IF EXISTS huijia WITH (FORCE)")
    await connection.close()


async def _count(postgres: Server) -> int:
    connection = await asyncpg.connect(postgres.cluster.dsn("huijia"))
    try:
        return int(await connection.fetchval(_ROWS))
    finally:
        await connection.close()


@pytest.fixture
def secrets(postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An installation's secrets and its database, in this run's server, whose roles keep their passwords."""
    folder = tmp_path / "secrets"
    monkeypatch.setenv("ADMIN_DATABASE_URL", postgres.cluster.dsn())
    monkeypatch.setenv("HUIJIA_BACKUPS", str(tmp_path / "backups"))
    monkeypatch.setenv("HUIJIA_BACKUP_FILES", str(folder))
    setup(["secrets", str(folder), *_PLACES])
    (folder / "setup" / "passwords.json").write_text(json.dumps(postgres.passwords))
    asyncio.run(_drop(postgres.cluster.dsn()))
    setup(["database", str(folder)])
    yield folder
    asyncio.run(_drop(postgres.cluster.dsn()))


def test_everything_comes_back(
    secrets: Path, postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    identity, restored = tmp_path / "huijia.key", tmp_path / "restored"
    assert backup(["make"]) == 1 and "backup-key" in capsys.readouterr().err
    assert backup(["key", str(identity)]) == 0
    assert backup(["make"]) == 0
    (made,) = (tmp_path / "backups").iterdir()
    rows = asyncio.run(_count(postgres))
    assert rows > 0
    both = [str(made), str(identity)]

    assert backup(["restore-database", *both]) == 1
    assert "has a database" in capsys.readouterr().err and asyncio.run(_count(postgres)) == rows
    assert backup(["restore-files", *both]) == 1, "the folder is not empty"
    asyncio.run(_drop(postgres.cluster.dsn()))
    monkeypatch.setenv("HUIJIA_BACKUP_FILES", str(restored))
    assert backup(["restore-files", *both]) == 0
    assert backup(["restore-database", *both]) == 0
    assert asyncio.run(_count(postgres)) == rows
    assert _content(restored) == _content(secrets)
    for path in restored.rglob("*"):
        shared = path.relative_to(restored).parts[0] in SHARED
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == (0 if not shared else 0o055 if path.is_dir() else 0o044), (
            path
        )
    setup(["database", str(restored)])


def test_a_backup_that_does_not_come_out_equal_leaves_no_database(
    secrets: Path, postgres: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert backup(["key", str(tmp_path / "huijia.key")]) == 0 and backup(["make"]) == 0
    (made,) = (tmp_path / "backups").iterdir()
    manifest = json.loads((made / "manifest.json").read_text())
    manifest["tables"]["gateway.accounts"][0] = "99"
    (made / "manifest.json").write_text(json.dumps(manifest))
    asyncio.run(_drop(postgres.cluster.dsn()))
    capsys.readouterr()
    assert backup(["restore-database", str(made), str(tmp_path / "huijia.key")]) == 1
    assert "gateway.accounts" in capsys.readouterr().err
    with pytest.raises(asyncpg.InvalidCatalogNameError):
        asyncio.run(_count(postgres))


def test_the_database_is_found_by_the_secrets_and_asked_for_its_proof(tmp_path: Path) -> None:
    setup(["secrets", str(tmp_path), *_PLACES])
    url = superuser_url(tmp_path / "setup")
    assert url.startswith("postgresql://postgres:") and "@postgres:5432/postgres?sslmode=verify-full" in url
    assert str(tmp_path / "setup" / "authority.pem") in url


def _content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
