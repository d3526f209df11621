"""The follow-up service on a database that is empty for each test."""

import shutil
from collections.abc import AsyncIterator, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from services.followup.protocols import catalogue
from services.followup.protocols.lint import FOLDER
from tests.conftest import Database
from tests.followup.care import Care, caring
from tests.support.emptying import emptied


@pytest.fixture
def county(used_county: Database) -> Database:
    """A database with every service's tables, empty where care keeps its own."""
    return emptied(used_county, "followup")


@pytest.fixture
async def care(county: Database, tmp_path: Path) -> AsyncIterator[Care]:
    async with caring(county, tmp_path) as running_care:
        yield running_care


class Protocols:
    """The protocols of one test: a copy of those that ship, to which it may add."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__", "schema.json"))

    def put(self, protocol_id: str, version: int, text: str) -> None:
        """Write a version down; it is in the catalogue from now on."""
        (self.folder / f"{protocol_id}.v{version}.yaml").write_text(text, encoding="utf-8")
        catalogue.catalogue.cache_clear()

    def new_version(self, protocol_id: str, *changes: tuple[str, str], since: str = "2026-11-02") -> None:
        """Version 2: version 1 with these texts replaced, in force ``since`` then."""
        text = (self.folder / f"{protocol_id}.v1.yaml").read_text(encoding="utf-8")
        before = str(date.fromisoformat(since) - timedelta(days=1))
        self.put(protocol_id, 1, text.replace("title:", f"effective_to: {before}\ntitle:", 1))
        text = text.replace("version: 1\n", "version: 2\n", 1).replace(
            "effective_from: 2020-01-01", f"effective_from: {since}"
        )
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new, 1)
        self.put(protocol_id, 2, text)


@pytest.fixture
def protocols(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Protocols]:
    """A catalogue of the test's own."""
    monkeypatch.setattr(catalogue, "FOLDER", tmp_path / "protocols")
    yield Protocols(tmp_path / "protocols")
    catalogue.catalogue.cache_clear()
