"""In every production profile people come by TLS alone, and what they hold is worth nothing without it."""

import json
import re
import shutil
import subprocess
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT

DEPLOY = ROOT / "deploy"


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return dict(yaml.safe_load((DEPLOY / "compose" / "compose.yaml").read_text())["services"])


def test_composes_entrance_speaks_nothing_older_than_tls_1_2_and_says_so_for_a_year() -> None:
    entrance = (DEPLOY / "compose" / "Caddyfile").read_text()
    assert re.search(r"protocols tls1\.2 tls1\.3", entrance)
    assert re.search(r'Strict-Transport-Security "max-age=31536000', entrance)
    # A plain http:// site, or automatic redirects turned off, would let people in without it.
    assert "http://" not in entrance and "auto_https" not in entrance


def test_only_composes_entrance_can_be_reached_from_outside(compose: dict[str, Any]) -> None:
    reachable = {name: service["ports"] for name, service in compose.items() if service.get("ports")}
    outside = {name for name, ports in reachable.items() if any("127.0.0.1" not in str(port) for port in ports)}
    assert outside == {"entrance"}
    assert {str(port).rpartition(":")[2] for port in reachable["entrance"]} <= {"80", "443"}


def test_between_composes_containers_nothing_passes_in_the_clear(compose: dict[str, Any]) -> None:
    addresses = json.loads(compose["gateway"]["environment"]["HUIJIA_SERVICES"])
    assert all(address.startswith("https://") for address in addresses.values())
    proxied = re.findall(r"reverse_proxy (?:@\w+ )?(\S+)", (DEPLOY / "compose" / "Caddyfile").read_text())
    assert proxied == ["https://keycloak:8443", "https://gateway:8000"]
    prometheus = yaml.safe_load((DEPLOY / "monitoring" / "prometheus.yml").read_text())
    assert {job["scheme"] for job in prometheus["scrape_configs"]} == {"https"}
    rules = [line.split() for line in (DEPLOY / "compose" / "pg_hba.conf").read_text().splitlines() if line[0] != "#"]
    assert {rule[0] for rule in rules if "127.0.0.1" not in rule[3] and rule[0] != "local"} == {"hostssl"}
    assert re.search(r"^ssl = on$", (DEPLOY / "compose" / "postgresql.conf").read_text(), re.MULTILINE)
    kafka = compose["kafka"]["environment"]
    protocols = dict(pair.split(":") for pair in kafka["KAFKA_LISTENER_SECURITY_PROTOCOL_MAP"].split(","))
    for listener in kafka["KAFKA_LISTENERS"].split(","):
        name, address = listener.split("://")
        assert address.startswith("localhost:") or protocols[name] == "SSL"
    assert kafka["KAFKA_SSL_CLIENT_AUTH"] == "required"
    image = (DEPLOY / "container" / "Dockerfile").read_text()
    assert "HUIJIA_INSIDE_CERTIFICATE=/run/huijia/inside.pem" in image and "HUIJIA_ENV=production" in image


def test_cookies_go_by_tls_alone_in_every_production_profile(compose: dict[str, Any]) -> None:
    assert compose["gateway"]["environment"]["HUIJIA_SECURE_COOKIE"] == "true"
    assert "HUIJIA_SECURE_COOKIE=true" in (DEPLOY / "systemd" / "ports" / "gateway.env").read_text().splitlines()
    names = (DEPLOY / "helm" / "huijia" / "templates" / "_names.tpl").read_text()
    assert '{name: HUIJIA_SECURE_COOKIE, value: "true"}' in names


def test_the_chart_lets_nobody_in_without_a_certificate() -> None:
    if shutil.which("helm") is None:
        pytest.skip("helm is not installed")
    argv = ["helm", "template", "county", str(DEPLOY / "helm" / "huijia"), "--kube-version", "1.31.0"]
    told = subprocess.run(argv, capture_output=True, text=True, check=True)
    objects = [each for each in yaml.safe_load_all(told.stdout) if each]
    ingresses = [each for each in objects if each["kind"] == "Ingress"]
    assert ingresses
    for ingress in ingresses:
        hosts = {rule["host"] for rule in ingress["spec"]["rules"]}
        assert hosts == {host for tls in ingress["spec"]["tls"] for host in tls["hosts"]}
        assert ingress["metadata"]["annotations"]["nginx.ingress.kubernetes.io/force-ssl-redirect"] == "true"
        assert ingress["metadata"]["annotations"]["nginx.ingress.kubernetes.io/backend-protocol"] == "HTTPS"
    pods = [each["spec"]["template"]["spec"] for each in objects if each["kind"] in ("Deployment", "StatefulSet")]
    for container in (container for pod in pods for container in pod["containers"]):
        assert {container[probe]["httpGet"]["scheme"] for probe in ("startupProbe", "readinessProbe")} == {"HTTPS"}
        variables = {variable["name"]: variable["value"] for variable in container["env"]}
        assert all(
            address.startswith("https://") for address in json.loads(variables.get("HUIJIA_SERVICES", "{}")).values()
        )
    for service in (each for each in objects if each["kind"] == "Service"):
        assert service["spec"].get("type", "ClusterIP") == "ClusterIP"


def test_a_single_servers_processes_listen_to_the_machine_itself_alone() -> None:
    unit = (DEPLOY / "systemd" / "huijia@.service").read_text()
    ports = "".join(path.read_text() for path in (DEPLOY / "systemd" / "ports").glob("*.env"))
    assert "HUIJIA_HOST" not in unit + ports
    addresses = json.loads(re.search(r"HUIJIA_SERVICES='([^']+)'", ports)[1])  # type: ignore[index]
    assert all(address.startswith("http://127.0.0.1:") for address in addresses.values())
