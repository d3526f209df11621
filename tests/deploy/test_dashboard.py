"""How the web interface is built: only when something changed, and with which Node.js."""

from pathlib import Path

import pytest

from deploy.dashboard import sources
from deploy.dashboard.node import is_new_enough


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("v20.20.2\n", True),
        ("v20.19.0", True),
        ("v20.18.3", False),
        ("v18.20.0", False),
        ("v22.11.0", False),
        ("v22.12.1", True),
        ("v23.5.0", True),
        ("v24.19.0", True),
        ("", False),
        ("node", False),
    ],
)
def test_which_node_will_do(version: str, expected: bool) -> None:
    assert is_new_enough(version) is expected


def test_the_stamp_follows_the_sources_and_nothing_that_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "dashboard"
    (folder / "node_modules").mkdir(parents=True)
    (folder / "main.tsx").write_text("1")
    (tmp_path / "openapi.json").write_text("{}")
    monkeypatch.setattr(sources, "ROOT", tmp_path)
    monkeypatch.setattr(sources, "FOLDER", folder)
    monkeypatch.setattr(sources, "BUILT", folder / "dist")
    before = sources.stamp()
    assert not sources.is_fresh()
    (folder / "dist").mkdir()
    (folder / "dist" / "stamp").write_text(before)
    (folder / "node_modules" / "other").write_text("made")
    assert sources.stamp() == before and sources.is_fresh()
    (tmp_path / "openapi.json").write_text('{"paths": {}}')
    assert sources.stamp() != before and not sources.is_fresh()


def test_the_lock_file_names_no_host() -> None:
    lock = (sources.FOLDER / "package-lock.json").read_text()
    assert '"resolved"' not in lock and '"integrity"' in lock
