"""Alerts fire when they should, name a page that is there, and ask for metrics that exist; dashboards too."""

import json
import re
import shutil
import subprocess
from importlib import import_module
from pathlib import Path

import pytest
import yaml
from prometheus_client import REGISTRY

from tests.conftest import ROOT

MONITORING = ROOT / "deploy" / "monitoring"
DASHBOARDS = sorted((MONITORING / "grafana" / "dashboards").glob("*.json"))
_DECLARING = (
    "chassis.bus.metrics",
    "chassis.db",
    "chassis.telemetry",
    "gateway.telemetry",
    "services.assessment.figures.prove_counts",
)
_METRIC = re.compile(r"\b(?:huijia|process)_[a-z_]+|\bup\b")


def _known() -> set[str]:
    for module in _DECLARING:
        import_module(module)
    names = {"up"}
    for family in REGISTRY.collect():
        names |= {family.name + suffix for suffix in ("", "_total", "_bucket", "_count", "_sum")}
    return names


def _unknown(expressions: list[str]) -> set[str]:
    return {name for each in expressions for name in _METRIC.findall(each)} - _known()


def _rules() -> list[dict[str, object]]:
    (group,) = yaml.safe_load((MONITORING / "alerts.yaml").read_text())["groups"]
    return group["rules"]


@pytest.mark.parametrize(
    "arguments", [("check", "config", "prometheus.yml"), ("test", "rules", "alerts.test.yaml")], ids=["config", "rules"]
)
def test_prometheus_itself_accepts_them(arguments: tuple[str, ...]) -> None:
    if shutil.which("promtool") is None:
        pytest.skip("promtool is not installed (Debian: prometheus)")
    done = subprocess.run(["promtool", *arguments], cwd=MONITORING, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_each_alert_asks_for_what_is_measured_and_has_its_page() -> None:
    rules = _rules()
    assert len(rules) >= 9
    assert not _unknown([str(rule["expr"]) for rule in rules])
    for rule in rules:
        annotations = rule["annotations"]
        assert isinstance(annotations, dict)
        page = ROOT / annotations["runbook"]
        assert f"`{rule['alert']}`" in page.read_text(), page


@pytest.mark.parametrize("path", DASHBOARDS, ids=lambda path: path.stem)
def test_each_picture_asks_for_what_is_measured(path: Path) -> None:
    board = json.loads(path.read_text())
    expressions = [target["expr"] for panel in board["panels"] for target in panel["targets"]]
    assert len(expressions) >= 6
    assert not _unknown(expressions)
