"""Says what is wrong with scheme files, each fault with its file and line. A scheme with a fault is not used."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from typing import Any

import msgspec
import yaml
from jsonschema import Draft202012Validator

from chassis.yaml_lines import BadYaml, line_of, read
from services.incentives.schemes.judge import faults_of
from services.incentives.schemes.model import Scheme

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
    """A scheme with where and how it is written, or None where its file has faults."""

    file: str
    text: str
    lines: Lines
    scheme: Scheme | None
    faults: tuple[Fault, ...]

    @property
    def digest(self) -> str:
        """Names the text as it was, to the letter."""
        return sha256(self.text.encode()).hexdigest()


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads((FOLDER / "schema.json").read_text(encoding="utf-8")))


def lint(folder: Path) -> tuple[list[Loaded], list[Fault]]:
    """All schemes in ``folder`` that have no fault of their own, and all faults."""
    loaded = [load_file(path) for path in sorted(folder.glob("*.yaml"))]
    faults = [fault for each in loaded for fault in each.faults]
    faults += [fault for pair in combinations(loaded, 2) for fault in _faults_of_pair(*pair)]
    faults += _faults_of_conflicts([each for each in loaded if each.scheme is not None])
    if not loaded:
        faults.append(Fault(str(folder), 1, "there is no scheme file here"))
    return [each for each in loaded if each.scheme is not None], sorted(set(faults))


def load_file(path: Path) -> Loaded:
    """One file and its own faults."""
    try:
        return load_text(path.name, path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        return Loaded(path.name, "", {}, None, (Fault(path.name, 1, "not UTF-8 text"),))


def load_text(name: str, text: str) -> Loaded:
    """The scheme that ``text`` says, as if it stood in the file ``name``."""
    try:
        _refuse_aliases(text)
        document, lines = read(text)
    except BadYaml as error:
        return Loaded(name, text, {}, None, (Fault(name, error.line, str(error)),))
    faults = [Fault(name, line_of(lines, where), what) for where, what in _schema_faults(document)]
    scheme = None if faults else _convert(name, document, faults)
    if scheme is not None:
        faults += [Fault(name, line_of(lines, where), what) for where, what in faults_of(name, scheme)]
    return Loaded(name, text, lines, None if faults else scheme, tuple(faults))


def _refuse_aliases(text: str) -> None:
    """A few lines of them can stand for more than a machine holds, and a scheme is read by people."""
    try:
        found = next((token for token in yaml.scan(text) if isinstance(token, yaml.AliasToken)), None)
    except yaml.YAMLError:
        return  # what is wrong is said by whoever reads the text
    if found is not None:
        raise BadYaml(found.start_mark.line + 1, "write it out: a scheme has no aliases (*)")


def _schema_faults(document: Any) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for error in _validator().iter_errors(document):
        shown = "/".join(str(part) for part in error.absolute_path) or "the file"
        where = tuple(error.absolute_path)
        if "propertyNames" in error.absolute_schema_path:
            where += (str(error.instance),)  # a wrong key stands on a line of its own
        yield where, f"{shown}: {error.message}"


def _convert(file: str, document: Any, faults: list[Fault]) -> Scheme | None:
    try:
        return msgspec.convert(document, Scheme)
    except msgspec.ValidationError as error:
        # What a schema cannot say: a date such as 31 February.
        faults.append(Fault(file, 1, str(error)))
        return None


def _faults_of_pair(one: Loaded, other: Loaded) -> Iterator[Fault]:
    if one.scheme is None or other.scheme is None or one.scheme.id != other.scheme.id:
        return
    first, second = sorted((one, other), key=lambda each: (each.scheme.effective_from, each.file))  # type: ignore[union-attr]
    earlier, later = first.scheme, second.scheme
    assert earlier is not None and later is not None  # noqa: S101 - checked above, for the type checker
    if earlier.effective_to is None or earlier.effective_to >= later.effective_from:
        yield Fault(second.file, line_of(second.lines, ("effective_from",)), f"begins while {first.file} is in force")


def _faults_of_conflicts(loaded: Sequence[Loaded]) -> Iterator[Fault]:
    """Schemes that yield to none that is there, or in a circle: then nobody would be paid, or everybody twice."""
    ahead: dict[str, set[str]] = {}
    for each in loaded:
        assert each.scheme is not None  # noqa: S101 - chosen so by the caller
        ahead.setdefault(each.scheme.id, set()).update(each.scheme.yields_to)
    for each in loaded:
        assert each.scheme is not None  # noqa: S101 - as above
        for index, other in enumerate(each.scheme.yields_to):
            line = line_of(each.lines, ("yields_to", index))
            if other not in ahead:
                yield Fault(each.file, line, f"there is no scheme {other!r} to yield to")
            elif each.scheme.id in _reached(other, ahead):
                yield Fault(each.file, line, f"a circle: {other!r} yields to {each.scheme.id!r} in the end")


def _reached(start: str, ahead: Mapping[str, set[str]]) -> set[str]:
    reached, waiting = set[str](), [start]
    while waiting:
        current = waiting.pop()
        for following in ahead.get(current, set()) - reached:
            reached.add(following)
            waiting.append(following)
    return reached
