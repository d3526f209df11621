"""Policy that is data: YAML files beside the code that goes by them, typed, and read whole or not at all."""

from datetime import date
from pathlib import Path
from typing import Any, Protocol, TypeVar

import msgspec
import yaml

T = TypeVar("T")


class BadDataFile(Exception):
    """A file does not fit its type; stops the start-up, with the file's name and the place of the fault."""


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text in both languages."""

    zh: str
    en: str


class Dated(Protocol):
    """Something in force from a day on."""

    @property
    def effective_from(self) -> date:
        """Its first day."""


D = TypeVar("D", bound=Dated)


def read_data(path: Path, kind: type[T]) -> T:
    """The content of ``path`` as ``kind``. Raises BadDataFile."""
    try:
        document: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
        return msgspec.convert(document, kind)
    except (yaml.YAMLError, msgspec.ValidationError, UnicodeDecodeError) as error:
        raise BadDataFile(f"{path.name}: {error}") from None


def in_force(versions: list[D], on: date) -> D:
    """The newest of ``versions`` that has begun on that day. Raises BadDataFile where none has."""
    begun = [version for version in versions if version.effective_from <= on]
    if not begun:
        raise BadDataFile(f"nothing is in force on {on}")
    return max(begun, key=lambda version: version.effective_from)
