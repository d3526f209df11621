"""Says what is wrong with protocol files, each fault with its file and line. A protocol with a fault is not used."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import msgspec
from jsonschema import Draft202012Validator

from services.followup.protocols.charter import broken_rule
from services.followup.protocols.model import Protocol, Step
from services.followup.protocols.offsets import parse_offset
from services.followup.protocols.places_in_yaml import BadYaml, line_of, read

FOLDER = Path(__file__).parent
Lines = Mapping[tuple[str | int, ...], int]

# A month has 28 to 31 days, so whether one span is longer than another can depend on the day it counts from.
_ANCHORS = [date(2027, 1, 1) + timedelta(days=n) for n in range(0, 731)]


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
        faults += [Fault(path.name, line_of(lines, where), what) for where, what in _rule_faults(path, protocol)]
    return Loaded(path.name, lines, None if faults else protocol, tuple(faults))


def _schema_faults(document: Any) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for error in _validator().iter_errors(document):
        shown = "/".join(str(part) for part in error.absolute_path) or "the file"
        yield tuple(error.absolute_path), f"{shown}: {error.message}"


def _convert(file: str, document: Any, faults: list[Fault]) -> Protocol | None:
    try:
        return msgspec.convert(document, Protocol)
    except msgspec.ValidationError as error:
        # What a schema cannot say: a date such as 31 February.
        faults.append(Fault(file, 1, str(error)))
        return None


def _rule_faults(path: Path, protocol: Protocol) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if path.name != f"{protocol.id}.v{protocol.version}.yaml":
        yield ("id",), f"the file's name must be {protocol.id}.v{protocol.version}.yaml"
    if protocol.effective_to is not None and protocol.effective_to < protocol.effective_from:
        yield ("effective_to",), "ends before it begins"
    if (protocol.trigger == "birth") != (protocol.subject in ("child", "mother")):
        yield ("for",), f"a plan triggered by {protocol.trigger} cannot be for the {protocol.subject}"
    seen: set[str] = set()
    for index, step in enumerate(protocol.steps):
        if step.id in seen:
            yield ("steps", index, "id"), f"step {step.id!r} stands twice"
        seen.add(step.id)
        for key, what in _step_faults(step, protocol):
            yield ("steps", index, *key), what


def _step_faults(step: Step, protocol: Protocol) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if step.source not in protocol.sources:
        yield ("source",), f"source {step.source!r} is not among the sources"
    if not _is_ordered(step.earliest, step.due):
        yield ("earliest",), f"earliest {step.earliest} comes after due {step.due}"
    if not _is_ordered(step.due, step.latest):
        yield ("latest",), f"latest {step.latest} comes before due {step.due}"
    if step.repeat is not None and not any(parse_offset(step.repeat.every)):
        yield ("repeat", "every"), "a repeat needs time between its visits"
    record_ids = [record.id for record in step.records]
    for index, record in enumerate(step.records):
        if record.id in record_ids[:index]:
            yield ("records", index, "id"), f"record {record.id!r} stands twice"
        rule = broken_rule(record.id, record.title.zh, record.title.en)
        if rule is not None:
            yield ("records", index), f"record {record.id!r} breaks rule {rule} of the charter"
    rule = broken_rule(step.id, step.title.zh, step.title.en)
    if rule is not None:
        yield ("id",), f"step {step.id!r} breaks rule {rule} of the charter"


def _is_ordered(first: str, second: str) -> bool:
    earlier, later = parse_offset(first), parse_offset(second)
    return all(earlier.after(anchor) <= later.after(anchor) for anchor in _ANCHORS)


def _faults_of_pair(one: Loaded, other: Loaded) -> Iterator[Fault]:
    if one.protocol is None or other.protocol is None or one.protocol.id != other.protocol.id:
        return
    first, second = sorted((one, other), key=lambda each: (each.protocol.effective_from, each.file))  # type: ignore[union-attr]
    earlier, later = first.protocol, second.protocol
    assert earlier is not None and later is not None  # noqa: S101 - checked above, for the type checker
    if earlier.effective_to is None or earlier.effective_to >= later.effective_from:
        line = line_of(second.lines, ("effective_from",))
        yield Fault(second.file, line, f"begins while {first.file} is still in force")
