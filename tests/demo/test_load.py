"""Loading through the public API: everything arrives, and what is wrong is said in one line."""

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

from demo import load as loading
from demo.__main__ import main
from demo.client import LoadFailed
from demo.generate import Plan, generate
from demo.load import load
from tests.demo.conftest import AS_OF, County, read_county
from tests.demo.registry_stand_in import PASSWORD, RegistryStandIn, served


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> County:
    folder = tmp_path_factory.mktemp("small")
    generate(Plan(900, 1, AS_OF), folder)
    return read_county(folder)


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "POLL_SECONDS", 0.01)


@pytest.fixture
def stand_in(county: County) -> RegistryStandIn:
    return RegistryStandIn({Path(file["name"]).name: len(file["bad"]) for file in county.truth["files"]})


@pytest.fixture
def url(stand_in: RegistryStandIn) -> Iterator[str]:
    with served(stand_in) as address:
        yield address


@pytest.fixture
def credentials(tmp_path: Path) -> Path:
    path = tmp_path / "credentials.json"
    other = {"username": "w", "password": "w", "role": "village-worker", "division": "341599100001"}
    admin = {"username": "admin", "password": PASSWORD, "role": "county-admin", "division": "341599000000"}
    path.write_text(json.dumps({"staff": [other, admin], "departments": []}), encoding="utf-8")
    return path


def _silent() -> Console:
    return Console(file=io.StringIO(), force_terminal=False)


def _said(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_everything_arrives(county: County, stand_in: RegistryStandIn, url: str, credentials: Path) -> None:
    console = _silent()
    assert load(url, credentials, county.folder, again=False, console=console)
    assert len(stand_in.divisions) == county.truth["divisions"]
    assert stand_in.divisions[0]["parent"] is None
    # The names arrive as they are on disk, Chinese and all, and every row with them.
    assert {one["name"]: one["rows"] for one in stand_in.imports} == {
        Path(file["name"]).name: file["rows"] for file in county.truth["files"]
    }
    lines = _said(console).splitlines()
    assert len(lines) == len(county.truth["files"]) + 1, "one line a file, and the verdict"
    assert "as the truth says" in lines[-1]
    assert f"{county.truth['rows']:,}" in lines[-1]


def test_a_terminal_gets_a_table(county: County, url: str, credentials: Path) -> None:
    console = Console(file=io.StringIO(), force_terminal=True, width=140)
    load(url, credentials, county.folder, again=False, console=console)
    assert "合计 total" in _said(console)
    assert f"{county.truth['rows']:,}" in _said(console)


def test_a_county_is_not_loaded_over_another(
    county: County, stand_in: RegistryStandIn, url: str, credentials: Path
) -> None:
    load(url, credentials, county.folder, again=False, console=_silent())
    with pytest.raises(LoadFailed, match="--again"):
        load(url, credentials, county.folder, again=False, console=_silent())
    imports = len(stand_in.imports)
    load(url, credentials, county.folder, again=True, console=_silent())
    assert len(stand_in.imports) == 2 * imports


def test_signs_in_again_when_the_token_runs_out(
    county: County, stand_in: RegistryStandIn, url: str, credentials: Path
) -> None:
    stand_in.calls_a_token = 5
    assert load(url, credentials, county.folder, again=False, console=_silent())
    assert stand_in.tokens > 2


def test_waits_when_asked_to(county: County, stand_in: RegistryStandIn, url: str, credentials: Path) -> None:
    stand_in.busy_times = 3
    assert load(url, credentials, county.folder, again=False, console=_silent())
    assert stand_in.busy_times == 0


def test_other_rejections_than_the_truth_says_are_shown(
    county: County, stand_in: RegistryStandIn, url: str, credentials: Path
) -> None:
    stand_in.rejected = {}
    console = _silent()
    assert not load(url, credentials, county.folder, again=False, console=console)
    assert "NOT as the truth says" in _said(console)


def test_a_failed_import_is_named(county: County, stand_in: RegistryStandIn, url: str, credentials: Path) -> None:
    stand_in.final_state = "failed"
    with pytest.raises(LoadFailed, match=r"could not be loaded: .*城关镇\.xlsx"):
        load(url, credentials, county.folder, again=False, console=_silent())


def test_an_import_that_stands_still_is_given_up(
    county: County, stand_in: RegistryStandIn, url: str, credentials: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in.final_state = "running"
    monkeypatch.setattr(loading, "PATIENCE_SECONDS", 0.2)
    with pytest.raises(LoadFailed, match="no progress"):
        load(url, credentials, county.folder, again=False, console=_silent())


def test_files_without_their_truth_load_too(
    county: County, stand_in: RegistryStandIn, url: str, credentials: Path, tmp_path: Path
) -> None:
    (tmp_path / "people").mkdir()
    for name in ("divisions.csv", county.truth["files"][0]["name"]):
        (tmp_path / name).write_bytes((county.folder / name).read_bytes())
    assert load(url, credentials, tmp_path, again=False, console=_silent())
    assert len(stand_in.imports) == 1


def test_what_is_wrong_is_one_line(
    county: County, url: str, credentials: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    known = ["load", "--url", url, "--credentials", str(credentials), "--from", str(county.folder)]
    wrong = {
        "does not answer": ["--url", "http://127.0.0.1:9"],
        "is Huijia up": ["--credentials", str(tmp_path / "none.json")],
        "no people files": ["--from", str(tmp_path)],
    }
    for said, instead in wrong.items():
        assert main([*known, *instead]) == 1
        error = capsys.readouterr().err
        assert said in error
        assert error.count("\n") == 1
    credentials.write_text(credentials.read_text().replace(PASSWORD, "wrong"))
    assert main(known) == 1
    assert "用户名或密码错误" in capsys.readouterr().err


def test_generate_and_load_from_the_command_line(
    stand_in: RegistryStandIn, url: str, credentials: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(tmp_path / "county")
    assert main(["generate", "--people", "400", "--out", folder, "--as-of", "2026-11-20"]) == 0
    assert main(["load", "--url", url, "--credentials", str(credentials), "--from", folder]) == 0
    assert "400 人 people" in capsys.readouterr().out
    assert main(["generate", "--people", "3", "--out", folder]) == 1
    assert "people must be" in capsys.readouterr().err
