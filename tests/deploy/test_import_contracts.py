"""The import contracts of pyproject.toml really break when somebody imports what they forbid."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

_PACKAGES = ("chassis", "contracts", "services", "gateway", "demo", "deploy")


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """The six packages, empty but for two services with a feature each."""
    for package in (*_PACKAGES, "services/registry", "services/registry/births", "services/followup"):
        (tmp_path / package).mkdir(parents=True)
        (tmp_path / package / "__init__.py").touch()
    chassis = ("chassis/db", "chassis/clock", "chassis/http", "chassis/outbox", "chassis/bus")
    for module in (*chassis, "contracts/registry", "services/registry/births/rules"):
        (tmp_path / f"{module}.py").touch()
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def _lint(house: Path) -> "subprocess.CompletedProcess[str]":
    lint = Path(sys.executable).with_name("lint-imports")
    return subprocess.run([lint, "--no-cache"], cwd=house, capture_output=True, text=True, check=False)


def test_a_house_in_order_is_kept(house: Path) -> None:
    (house / "services/registry/births/rules.py").write_text("import datetime\nimport contracts.registry\n")
    done = _lint(house)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("module", "imported", "broken"),
    [
        ("services/registry/births/__init__.py", "services.followup", "Services know each other"),
        ("gateway/__init__.py", "services.registry", "The gateway and the services"),
        ("chassis/db.py", "contracts.registry", "The chassis knows nobody"),
        ("contracts/registry.py", "services.registry", "Contracts stand on the chassis alone"),
        ("demo/__init__.py", "chassis.db", "The demo county is a caller"),
        ("services/registry/births/rules.py", "sqlalchemy", "Rules are pure"),
        ("services/registry/births/rules.py", "fastapi", "Rules are pure"),
        ("services/registry/births/rules.py", "chassis.clock", "Rules are pure"),
    ],
)
def test_what_is_forbidden_is_found(house: Path, module: str, imported: str, broken: str) -> None:
    (house / module).write_text(f"import {imported}\n")
    done = _lint(house)
    assert done.returncode != 0
    verdicts = [line for line in done.stdout.splitlines() if line.startswith(broken)]
    assert verdicts and verdicts[0].endswith("BROKEN"), done.stdout
