"""The record kinds of ``kinds.yaml``."""

from functools import cache
from pathlib import Path
from typing import Literal

import msgspec
import yaml

from services.registry.imports.columns import folded

ColumnType = Literal["name", "number", "date", "sex", "division", "choice", "text"]

_FILE = Path(__file__).with_name("kinds.yaml")


class Column(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One column. ``choices`` maps the stored word to the Chinese one; both are accepted."""

    name: str
    zh: str
    type: ColumnType
    required: bool = False
    hint: str = ""
    choices: dict[str, str] = {}


class Subject(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which columns tell of one person of a row; ``relative_*`` are of a parent, guardian or spouse."""

    name: str
    number: str | None = None
    sex: str | None = None
    sex_is: str | None = None
    """The sex, where the role itself says it."""
    born: str | None = None
    place: str | None = None
    relative_name: str | None = None
    relative_number: str | None = None


class Kind(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One record kind of one department."""

    department: str
    """One of ``chassis.auth.Department``, which is not loaded here: a reader is started for each extract."""
    zh: str
    en: str
    columns: list[Column]
    subjects: dict[str, Subject]
    day: str | None = None
    months_back: int = 0
    counts_as: str | None = None
    pays: bool = False
    roll_of: str | None = None
    code: str = ""

    @property
    def names(self) -> list[str]:
        """The columns' English names, in order."""
        return [column.name for column in self.columns]


@cache
def kinds() -> dict[str, Kind]:
    """All kinds by code. Raises msgspec.ValidationError."""
    found = msgspec.convert(yaml.safe_load(_FILE.read_text("utf-8")), dict[str, Kind])
    return {code: msgspec.structs.replace(kind, code=code) for code, kind in found.items()}


@cache
def spellings(code: str) -> dict[str, str]:
    """Folded header cell → English name of the column, of one kind."""
    return {folded(spelling): column.name for column in kinds()[code].columns for spelling in (column.name, column.zh)}
