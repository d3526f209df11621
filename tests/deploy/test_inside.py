"""Inside a production installation too nothing passes from machine to machine in the clear, and each proves who it is.

Tried with a PostgreSQL of Debian's, which speaks TLS (the bundled one does not), and with a service's own process.
"""

import asyncio
import os
import shutil
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import asyncpg
import pytest
from cryptography import x509
from pydantic import ValidationError
from sqlalchemy import text
from starlette.types import Message

from chassis.db import Database
from chassis.roles import SERVICES
from chassis.settings import Settings
from deploy.backup.make import environment_of
from deploy.setup.__main__ import main as setup
from gateway.proxy.body import Body
from gateway.proxy.lines import Lines
from gateway.proxy.upstreams import open_client, trust_in
from tests.conftest import ROOT, free_port

_PATIENCE = 120
_PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
_ON_TLS = "SELECT version FROM pg_stat_ssl WHERE ssl AND pid = pg_backend_pid()"


@dataclass(frozen=True)
class Prepared:
    """Secrets as ``deploy.setup`` made them, and a PostgreSQL that takes no connection without TLS."""

    secrets: Path
    port: int

    def told(self, process: str) -> dict[str, str]:
        lines = (self.secrets / process / "huijia.env").read_text().splitlines()
        return dict(line.split("=", 1) for line in lines)

    @property
    def url(self) -> str:
        return self.told("registry")["DATABASE_URL"]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prepared]:
    if not _PROGRAMS:
        pytest.skip("no PostgreSQL of the distribution's, which speaks TLS (Debian: postgresql)")
    folder, port = tmp_path_factory.mktemp("inside"), free_port()
    made = Prepared(folder / "secrets", port)
    # Leads to this machine as well, and is not taken for it.
    arguments = ["--county", "341599000000", "--database", f"127.0.0.2:{port}"]
    setup(["secrets", str(made.secrets), "--seen-at", f"{made.secrets}/{{}}", *arguments])
    server = _serve(folder, made)
    try:
        setup(["database", str(made.secrets)])
        yield made
    finally:
        server.send_signal(2)
        server.wait(_PATIENCE)


def _serve(folder: Path, made: Prepared) -> "subprocess.Popen[bytes]":
    data, password = folder / "data", folder / "password"
    data.mkdir(mode=0o700)
    shutil.copyfile(made.secrets / "postgres" / "password", password)
    unprivileged = [sys.executable, "-m", "deploy.local.unprivileged", str(data), str(password), "--"]
    initdb = [str(_PROGRAMS[-1]), "-D", str(data), "-U", "postgres", "--auth=scram-sha-256", f"--pwfile={password}"]
    subprocess.run([*unprivileged, *initdb, "--no-sync"], cwd=ROOT, check=True, capture_output=True)
    for name in ("server.pem", "server.key"):
        shutil.copyfile(made.secrets / "postgres" / name, data / name)
        (data / name).chmod(0o600)
    (data / "pg_hba.conf").write_text("hostssl all all all scram-sha-256\n")
    told = {"ssl": "on", "ssl_cert_file": "server.pem", "ssl_key_file": "server.key", "fsync": "off"}
    told |= {"listen_addresses": "127.0.0.1,127.0.0.2", "port": str(made.port), "unix_socket_directories": ""}
    options = [part for name, value in told.items() for part in ("-c", f"{name}={value}")]
    argv = [*unprivileged, str(_PROGRAMS[-1].with_name("postgres")), "-D", str(data), *options]
    log = (folder / "log").open("wb")
    server = subprocess.Popen(argv, cwd=ROOT, stdout=log, stderr=log)
    ready = [str(_PROGRAMS[-1].with_name("pg_isready")), "-q", "-h", "127.0.0.1", "-p", str(made.port)]
    until = time.monotonic() + _PATIENCE
    while subprocess.run(ready, check=False).returncode != 0:
        assert server.poll() is None and time.monotonic() < until, (folder / "log").read_text()
        time.sleep(0.05)
    return server


async def test_a_service_speaks_verified_tls_on_every_connection(prepared: Prepared) -> None:
    assert "sslmode=verify-full" in prepared.url
    database = Database(prepared.url, 1)
    await database.start()
    try:
        assert await database.pool.fetchval(_ON_TLS) == "TLSv1.3"
        async with database.transaction() as session:
            assert (await session.execute(text(_ON_TLS))).scalar_one() == "TLSv1.3"
    finally:
        await database.stop()


async def test_a_server_that_cannot_prove_its_name_is_not_spoken_to(prepared: Prepared, tmp_path: Path) -> None:
    # By this address it is the same server, but the certificate names another.
    with pytest.raises(ssl.SSLCertVerificationError, match="not valid for"):
        await asyncpg.connect(prepared.url.replace("127.0.0.2", "127.0.0.1"))
    setup(["secrets", str(tmp_path / "others"), "--county", "341599000000", "--database", "elsewhere:5432"])
    stranger = tmp_path / "others" / "registry" / "authority.pem"
    with pytest.raises(ssl.SSLCertVerificationError, match="verify failed"):
        await asyncpg.connect(prepared.url.replace(f"{prepared.secrets}/registry/authority.pem", str(stranger)))


async def test_the_server_takes_nobody_who_comes_in_the_clear(prepared: Prepared) -> None:
    with pytest.raises(asyncpg.InvalidAuthorizationSpecificationError, match="no encryption"):
        await asyncpg.connect(prepared.url.partition("?")[0] + "?sslmode=disable")


def test_a_backup_asks_for_the_same_proof(prepared: Prepared) -> None:
    told = environment_of(prepared.url)
    assert told["PGSSLMODE"] == "verify-full" and Path(told["PGSSLROOTCERT"]).exists()


async def test_the_gateway_reaches_a_service_by_tls_that_it_verifies(prepared: Prepared, tmp_path: Path) -> None:
    folder, port = prepared.secrets / "registry", free_port()
    told = {name: value for name, value in os.environ.items() if not name.startswith("HUIJIA_")}
    told |= {"HUIJIA_ENV": "production", "HUIJIA_KEYS": str(folder), "HUIJIA_ENV_FILE": str(folder / "huijia.env")}
    told |= {"HUIJIA_INSIDE_CERTIFICATE": str(folder / "inside.pem"), "HUIJIA_HOME": str(tmp_path), "PORT": str(port)}
    told |= {"HUIJIA_INSIDE_AUTHORITY": str(folder / "authority.pem")}
    argv, asking = [sys.executable, "-m", "deploy.serve"], [sys.executable, "-m", "deploy.serve", "--health"]
    with (tmp_path / "log").open("wb") as log:
        service = subprocess.Popen([*argv, "registry"], cwd=ROOT, env=told, stdout=log, stderr=log)
    try:
        until = time.monotonic() + _PATIENCE
        while subprocess.run(asking, cwd=ROOT, env=told, check=False).returncode != 0:
            assert service.poll() is None and time.monotonic() < until, (tmp_path / "log").read_text()
            await asyncio.sleep(0.1)
        house = trust_in(prepared.secrets / "gateway" / "authority.pem")
        async with open_client(20, house) as gateway:
            async with gateway.get(f"https://localhost:{port}/healthz") as answer:
                assert answer.status == 200
            with pytest.raises(aiohttp.ClientError):
                await gateway.get(f"http://localhost:{port}/healthz")
        async with open_client(20, trust_in(None)) as trusting_the_world:
            with pytest.raises(aiohttp.ClientConnectorCertificateError):
                await trusting_the_world.get(f"https://localhost:{port}/healthz")
        assert await _passed_on(Lines(f"https://localhost:{port}", house, 20)) == 200
        with pytest.raises(ssl.SSLCertVerificationError):
            await _passed_on(Lines(f"https://localhost:{port}", trust_in(None), 20))
    finally:
        service.terminate()
        service.wait(_PATIENCE)


async def _passed_on(lines: Lines) -> int:
    async def nothing() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    line = await lines.ask("GET", "/healthz", [], Body(nothing, 0, 0, 1))
    lines.back(line)
    lines.close()
    return line.status


def test_production_refuses_ways_that_leave_the_machine_in_the_clear(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = {"DATABASE_URL": "postgresql://u:p@db:5432/huijia", "BUS": "kafka", "KAFKA_BOOTSTRAP": "one:9092,two:9092"}
    verified = {"DATABASE_URL": plain["DATABASE_URL"] + "?sslmode=verify-full", "KAFKA_AUTHORITY": "/authority.pem"}

    def settings(**told: str) -> Settings:
        for name, value in told.items():
            monkeypatch.setenv(name, value)
        return Settings()

    settings(**plain, HUIJIA_ENV="local")
    with pytest.raises(ValidationError, match="DATABASE_URL and KAFKA_BOOTSTRAP"):
        settings(HUIJIA_ENV="production")
    with pytest.raises(ValidationError, match="KAFKA_BOOTSTRAP: not"):
        settings(DATABASE_URL=verified["DATABASE_URL"])
    settings(**verified)
    settings(**plain, HUIJIA_PLAIN_INSIDE="true")
    monkeypatch.delenv("KAFKA_AUTHORITY")
    settings(
        DATABASE_URL="postgresql://u:p@127.0.0.1/huijia", KAFKA_BOOTSTRAP="[::1]:9092", HUIJIA_PLAIN_INSIDE="false"
    )


def test_certificates_are_renewed_by_the_same_authority_and_passwords_stay(tmp_path: Path) -> None:
    arguments = ["--county", "341599000000", "--database", "db:5432", "--kafka", "bus:9092", "--prefix", "county-"]
    setup(["secrets", str(tmp_path), *arguments])
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    setup(["certificates", str(tmp_path)])
    after = {path: path.read_bytes() for path in before}
    changed = {str(path.relative_to(tmp_path)) for path in before if before[path] != after[path]}
    expected = {f"{name}/inside.pem" for name in SERVICES}
    assert changed == expected | {"postgres/server.pem", "postgres/server.key", "kafka/server.pem"} | {
        "keycloak/server.pem",
        "keycloak/server.key",
    }
    shown = x509.load_pem_x509_certificate(after[tmp_path / "registry" / "inside.pem"])
    names = shown.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert {"registry", "county-registry"} <= set(names.get_values_for_type(x509.DNSName))


def test_a_database_of_somebody_elses_is_believed_by_their_word(tmp_path: Path) -> None:
    theirs = tmp_path / "theirs.pem"
    theirs.write_text("-----BEGIN CERTIFICATE-----\n")
    arguments = ["--county", "341599000000", "--database", "db:5432", "--kafka", "bus:9092", "--trusted", str(theirs)]
    setup(["secrets", str(tmp_path / "made"), *arguments])
    told = (tmp_path / "made" / "registry" / "huijia.env").read_text()
    assert "sslrootcert=/run/huijia/trusted.pem" in told and "KAFKA_AUTHORITY=/run/huijia/trusted.pem" in told
    # No certificate of ours says anything to them, nor is one made for their servers.
    assert "KAFKA_CERTIFICATE" not in told and not (tmp_path / "made" / "kafka").exists()
    assert (tmp_path / "made" / "setup" / "trusted.pem").read_text() == theirs.read_text()
