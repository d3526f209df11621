"""What could not run is listed, and with REQUIRE_ALL=1 it is a failure; slow tests come last."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

_TESTS = """
import pytest
pytestmark = []

@pytest.mark.slow
def test_slow(): pass

def test_skipped(): pytest.skip("no browser here")

def test_fast(): pass
"""


def _pytest(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    argv = [sys.executable, "-m", "pytest", "-v", "-c", str(ROOT / "pyproject.toml"), "-p", "tests.require_all"]
    told = {name: value for name, value in os.environ.items() if name != "REQUIRE_ALL"} | environment
    return subprocess.run([*argv, str(folder)], cwd=ROOT, capture_output=True, text=True, env=told, check=False)


def _write(folder: Path, text: str) -> Path:
    (folder / "test_some.py").write_text(text)
    return folder


def test_a_skip_is_listed_with_its_reason_and_slow_tests_run_last(tmp_path: Path) -> None:
    done = _pytest(_write(tmp_path, _TESTS))
    assert done.returncode == 0
    assert "no browser here" in done.stdout.split("short test summary")[1]
    ran = [line.split("::")[1].split()[0] for line in done.stdout.splitlines() if "%]" in line]
    assert ran == ["test_skipped", "test_fast", "test_slow"]


def test_with_require_all_a_skip_fails_and_says_why(tmp_path: Path) -> None:
    done = _pytest(_write(tmp_path, _TESTS), REQUIRE_ALL="1")
    assert done.returncode == 1
    assert "could not run: Skipped: no browser here" in done.stdout
    assert "1 failed, 2 passed" in done.stdout


@pytest.mark.parametrize("skip", ["pytest.skip('none', allow_module_level=True)", "pytest.importorskip('nonesuch')"])
def test_with_require_all_a_file_that_skips_itself_fails(tmp_path: Path, skip: str) -> None:
    done = _pytest(_write(tmp_path, f"import pytest\n{skip}\ndef test_it(): pass\n"), REQUIRE_ALL="1")
    assert done.returncode != 0
    assert "could not run" in done.stdout


def test_an_expected_failure_is_no_skip(tmp_path: Path) -> None:
    text = "import pytest\n@pytest.mark.xfail\ndef test_it(): assert False\n"
    assert _pytest(_write(tmp_path, text), REQUIRE_ALL="1").returncode == 0
