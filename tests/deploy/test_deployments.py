"""What installs the county elsewhere is checked by those who will read it: a cluster, Compose, systemd."""

import json
import os
import re
import shutil
import stat
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import jsonschema
import kubernetes_validate
import pytest
import yaml

from chassis.roles import SERVICES
from deploy.dashboard.sources import STAMP
from deploy.serve.__main__ import command
from deploy.setup.__main__ import main as setup
from gateway.dashboard.files import Files
from tests.conftest import ROOT, Server

DEPLOY = ROOT / "deploy"
_COMPOSE = "github.com/compose-spec/compose-go/v2@v2.9.0"
_DIGEST = re.compile(r".+:[^@]+@sha256:[0-9a-f]{64}")


def _run(*argv: str | Path, cwd: Path = ROOT, **told: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(argv, cwd=cwd, capture_output=True, text=True, check=False, env=dict(os.environ) | told)


def _needs(tool: str) -> None:
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} is not installed")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return yaml.safe_load((DEPLOY / "compose" / "compose.yaml").read_text())


@pytest.fixture(scope="module")
def chart() -> list[dict[str, Any]]:
    """The chart's objects as a cluster would get them."""
    _needs("helm")
    linted = _run("helm", "lint", "--strict", DEPLOY / "helm" / "huijia")
    assert linted.returncode == 0, linted.stdout
    argv = ["helm", "template", "county", str(DEPLOY / "helm" / "huijia"), "--kube-version", "1.31.0"]
    rendered = _run(*argv, "--set", "autoscaling.lag.enabled=true")
    assert rendered.returncode == 0, rendered.stderr
    return [each for each in yaml.safe_load_all(rendered.stdout) if each]


def test_compose_reads_its_file(compose: dict[str, Any]) -> None:
    _needs("go")
    found = _run("go", "mod", "download", "-json", _COMPOSE)
    assert found.returncode == 0, found.stdout + found.stderr
    schema = json.loads((Path(json.loads(found.stdout)["Dir"]) / "schema" / "compose-spec.json").read_text())
    jsonschema.validate(compose, schema)


def test_every_image_is_pinned_and_every_process_is_closed_in(compose: dict[str, Any]) -> None:
    services = compose["services"]
    assert set(SERVICES) <= services.keys()
    for name, service in services.items():
        assert _DIGEST.fullmatch(service["image"]) or service["image"].startswith("huijia:"), name
        assert "no-new-privileges:true" in service["security_opt"], name
    for name in SERVICES:
        assert services[name]["read_only"] and services[name]["cap_drop"] == ["ALL"]
        mine = [volume for volume in services[name]["volumes"] if "HUIJIA_SECRETS" in volume]
        assert mine == [f"${{HUIJIA_SECRETS:-./secrets}}/{name}:/run/huijia:ro"], "its own secrets alone"
        assert "ports" not in services[name]
    dockerfile = (DEPLOY / "container" / "Dockerfile").read_text()
    bases = dict(re.findall(r"^ARG (\w+)=(\S+)", dockerfile, re.MULTILINE))
    assert len(bases) == 2 and all(_DIGEST.fullmatch(base) for base in bases.values())
    named = re.findall(r"^FROM \$\{(\w+)\}(?: AS \w+)?$", dockerfile, re.MULTILINE)
    assert set(named) == bases.keys() and len(named) == dockerfile.count("\nFROM ")


def test_the_gateway_finds_the_web_interface_of_the_image() -> None:
    built = re.search(r"npm run build && touch (\S+)/(\w+)\n", (DEPLOY / "container" / "Dockerfile").read_text())
    assert built is not None and built[2] == Files.STAMP == STAMP
    assert f"COPY --from=dashboard {built[1]} dashboard/dist" in (DEPLOY / "container" / "Dockerfile").read_text()


def _kept_beside(compose: dict[str, Any], variable: str) -> set[str]:
    """What the services mount from the folder that Compose's variable names: the first part of each path in it."""
    mounts = [volume for service in compose["services"].values() for volume in service.get("volumes", [])]
    return {mount.partition("}/")[2].split(":")[0] for mount in mounts if mount.startswith("${" + variable)}


def test_what_an_operator_keeps_beside_compose_gets_into_no_image_and_no_commit() -> None:
    told = (DEPLOY / "compose" / "compose.yaml").read_text()
    kept = [*sorted({f"deploy/compose/{name}/" for name in re.findall(r":-\./(\w+)\}", told)}), "deploy/compose/.env"]
    assert len(kept) == 5
    assert "deploy/compose" in (ROOT / ".dockerignore").read_text().splitlines()
    ignored = _run("git", "check-ignore", *kept).stdout.splitlines()
    assert ignored == kept


def test_every_secret_that_compose_mounts_is_made_and_can_be_read(compose: dict[str, Any], tmp_path: Path) -> None:
    setup(
        ["secrets", str(tmp_path), "--county", "341599000000", "--database", "postgres:5432", "--kafka", "kafka:9092"]
    )
    mounted = _kept_beside(compose, "HUIJIA_SECRETS") - {""}
    assert {*SERVICES, "setup", "postgres", "grafana/password"} < mounted
    assert not [name for name in mounted if not (tmp_path / name).exists()]
    # Grafana runs as a user of its own.
    assert stat.S_IMODE((tmp_path / "grafana" / "password").stat().st_mode) == 0o644


def test_files_named_by_compose_are_there(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            if source.startswith("."):
                assert (DEPLOY / "compose" / source).exists(), (name, source)


def test_the_cluster_accepts_the_chart(chart: list[dict[str, Any]]) -> None:
    for each in chart:
        kubernetes_validate.validate(each, "1.31", strict=True)
    kinds = Counter(each["kind"] for each in chart)
    assert kinds["Deployment"] == 10 and kinds["StatefulSet"] == 1 and kinds["Job"] == 1
    assert kinds["PodDisruptionBudget"] == kinds["HorizontalPodAutoscaler"] == 11
    assert kinds["NetworkPolicy"] == 4


def test_no_pod_of_the_chart_runs_as_root_or_writes_to_its_image(chart: list[dict[str, Any]]) -> None:
    pods = [each["spec"]["template"]["spec"] for each in chart if "template" in each.get("spec", {})]
    assert len(pods) == 12
    for pod in pods:
        assert pod["securityContext"]["runAsNonRoot"] and not pod["automountServiceAccountToken"]
        for container in pod["containers"]:
            assert container["securityContext"]["readOnlyRootFilesystem"]
            assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}
            assert "memory" in container["resources"]["limits"]


def test_systemd_accepts_the_units(tmp_path: Path) -> None:
    _needs("systemd-analyze")
    python = shutil.which("python3")
    for path in sorted((DEPLOY / "systemd").iterdir()):
        if path.suffix in (".service", ".target", ".timer"):
            # Looked at where the checkout is, which is not where it will be.
            text = (
                path.read_text().replace("/opt/huijia/.venv/bin/python", str(python)).replace("/opt/huijia", str(ROOT))
            )
            (tmp_path / path.name).write_text(text)
    instance = tmp_path / "huijia@registry.service"
    shutil.copy(tmp_path / "huijia@.service", instance)
    units = ["huijia.target", "huijia-prepare.service", "huijia-backup.service", "huijia-backup.timer", instance.name]
    done = _run("systemd-analyze", "verify", "--man=no", *units, cwd=tmp_path, SYSTEMD_UNIT_PATH=f"{tmp_path}:")
    assert done.returncode == 0 and not done.stderr, done.stderr
    exposed = _run(
        "systemd-analyze", "security", "--offline=true", "--threshold=25", f"./{instance.name}", cwd=tmp_path
    )
    assert exposed.returncode == 0, exposed.stdout[-300:]


def test_each_process_has_a_port_of_its_own_under_systemd() -> None:
    ports = {}
    for name in SERVICES:
        lines = (DEPLOY / "systemd" / "ports" / f"{name}.env").read_text().splitlines()
        ports[name] = dict(line.split("=", 1) for line in lines if not line.startswith("#"))
    assert len({told["PORT"] for told in ports.values()}) == len(SERVICES)
    services = json.loads(ports["gateway"]["HUIJIA_SERVICES"].strip("'"))
    assert services == {n: f"http://127.0.0.1:{told['PORT']}" for n, told in ports.items() if n != "gateway"}


def test_a_trusted_proxy_is_believed_and_nobody_else() -> None:
    assert "--no-proxy-headers" in command("gateway", {})
    believed = command("gateway", {"HUIJIA_TRUSTED_PROXY": "172.30.80.10", "HUIJIA_HOST": "0.0.0.0", "PORT": "8000"})
    assert believed[believed.index("--forwarded-allow-ips") + 1] == "172.30.80.10"
    assert "--no-proxy-headers" not in believed


def test_secrets_are_made_once_and_each_process_gets_its_own(tmp_path: Path) -> None:
    arguments = ["secrets", str(tmp_path), "--county", "341599000000", "--database", "db:5432", "--kafka", "kafka:9092"]
    setup(arguments)
    shared = {"grafana", "kafka", "keycloak", "public"}
    assert {path.name for path in tmp_path.iterdir()} == {"setup", "postgres", "authority", *shared, *SERVICES}
    for path in tmp_path.rglob("*"):
        if path.relative_to(tmp_path).parts[0] not in shared:
            assert stat.S_IMODE(path.stat().st_mode) in (0o600, 0o700), path
    assert {path.name for path in (tmp_path / "public").iterdir()} == {"authority.pem"}
    private = {name: {p.name for p in (tmp_path / name).glob("*.json") if "jwks" not in p.name} for name in SERVICES}
    assert private["gateway"] == {"gateway.key.json", "gateway.sealing.json"}
    assert all(file.startswith(f"{name}.") for name, files in private.items() for file in files)
    assert [path.parent.name for path in tmp_path.rglob("authority.key")] == ["authority"]
    passwords = json.loads((tmp_path / "setup" / "passwords.json").read_text())
    told = (tmp_path / "registry" / "huijia.env").read_text()
    assert passwords["huijia_registry"] in told and "kafka:9092" in told
    assert passwords["huijia_registry_owner"] not in told
    with pytest.raises(SystemExit, match="never made twice"):
        setup(arguments)


def test_the_database_is_prepared_twice_without_harm(
    postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = f"127.0.0.1:{postgres.cluster.port}"
    setup(["secrets", str(tmp_path), "--county", "341599000000", "--database", place])
    # The roles of this run's server keep the passwords that other tests know.
    (tmp_path / "setup" / "passwords.json").write_text(json.dumps(postgres.passwords))
    monkeypatch.setenv("ADMIN_DATABASE_URL", postgres.cluster.dsn())
    setup(["database", str(tmp_path)])
    setup(["database", str(tmp_path)])
