"""Says what is wrong with protocol files, each fault with its file and line. A protocol with a fault is not used."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import msgspec
from jsonschema import Draft202012Validator

from services.followup.protocols.judge import faults_of
from services.followup.protocols.model import Protocol
from services.followup.protocols.places_in_yaml import BadYaml, line_of, read

FOLDER = Path(__file__).parent
Lines = Mapping[tuple[str | int, ...], int]


class Fault(msgspec.Struct, frozen=True, order=True):
    """One fault: in which file, on which line, and what."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class Loaded(msgspec.Struct, frozen=True):
    """A protocol with where it stands, or None where its file has faults."""

    file: str
    lines: Lines
    protocol: Protocol | None
    faults: tuple[Fault, ...]


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads((FOLDER / "schema.json").read_text(encoding="utf-8")))


def lint(folder: Path) -> tuple[list[Protocol], list[Fault]]:
    """All protocols in ``folder`` and all faults; protocols with faults of their own are left out."""
    loaded = [_load(path) for path in sorted(folder.glob("*.yaml"))]
    faults = [fault for each in loaded for fault in each.faults]
    faults += [fault for pair in combinations(loaded, 2) for fault in _faults_of_pair(*pair)]
    if not loaded:
        faults.append(Fault(str(folder), 1, "there is no protocol file here"))
    return [each.protocol for each in loaded if each.protocol is not None], sorted(faults)


def _load(path: Path) -> Loaded:
    try:
        document, lines = read(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        return Loaded(path.name, {}, None, (Fault(path.name, 1, "not UTF-8 text"),))
    except BadYaml as error:
        return Loaded(path.name, {}, None, (Fault(path.name, error.line, str(error)),))
    faults = [Fault(path.name, line_of(lines, where), what) for where, what in _schema_faults(document)]
    protocol = None if faults else _convert(path.name, document, faults)
    if protocol is not None:
        faults += [Fault(path.name, line_of(lines, where), what) for where, what in faults_of(path.name, protocol)]
    return Loaded(path.name, lines, None if faults else protocol, tuple(faults))


def _schema_faults(document: Any) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for error in _validator().iter_errors(document):
        shown = "/".join(str(part) for part in error.absolute_path) or "the file"
        where = tuple(error.absolute_path)
        if "propertyNames" in error.absolute_schema_path:
            where += (str(error.instance),)  # a wrong key stands on a line of its own
        yield where, f"{shown}: {error.message}"


def _convert(file: str, document: Any, faults: list[Fault]) -> Protocol | None:
    try:
        return msgspec.convert(document, Protocol)
    except msgspec.ValidationError as error:
        # What a schema cannot say: a date such as 31 February.
        faults.append(Fault(file, 1, str(error)))
        return None


def _faults_of_pair(one: Loaded, other: Loaded) -> Iterator[Fault]:
    if one.protocol is None or other.protocol is None or one.protocol.id != other.protocol.id:
        return
    first, second = sorted((one, other), key=lambda each: (each.protocol.effective_from, each.file))  # type: ignore[union-attr]
    earlier, later = first.protocol, second.protocol
    assert earlier is not None and later is not None  # noqa: S101 - checked above, for the type checker
    if earlier.effective_to is None or earlier.effective_to >= later.effective_from:
        line = line_of(second.lines, ("effective_from",))
        yield Fault(second.file, line, f"begins while {first.file} is still in force")
    if earlier.consent_text != later.consent_text and earlier.consent_text.version == later.consent_text.version:
        line = line_of(second.lines, ("consent_text", "version"))
        yield Fault(second.file, line, f"the words to agree to differ from {first.file}: give them a new version")
