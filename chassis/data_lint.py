"""Says what is wrong with a file of policy data, each fault with its file and line. A file with a fault is not used.

A file passes its JSON schema first, then its type, then the rules of the feature that it belongs to.
"""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec
from jsonschema import Draft202012Validator

from chassis.yaml_lines import BadYaml, line_of, read

T = TypeVar("T")
Where = tuple[str | int, ...]
"""The path of a value in its file."""
Found = Iterable[tuple[Where, str]]
"""Where something is wrong, and what."""


class Fault(msgspec.Struct, frozen=True, order=True):
    """One fault: in which file, on which line, and what."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class Loaded(msgspec.Struct, Generic[T], frozen=True):
    """What a file says and on which lines, or None where it has faults."""

    file: str
    lines: Mapping[Where, int]
    content: T | None
    faults: tuple[Fault, ...]

    def fault(self, where: Where, message: str) -> Fault:
        """A fault at a place of this file."""
        return Fault(self.file, line_of(self.lines, where), message)


class BadData(Exception):
    """Files with faults; the message names each with file and line. Stops the start-up."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = list(faults)
        super().__init__("\n".join(["these cannot be used:", *map(str, self.faults)]))


def schema_of(path: Path) -> Draft202012Validator:
    """The JSON schema in a file."""
    return Draft202012Validator(json.loads(path.read_text(encoding="utf-8")))


def load_file(
    path: Path, schema: Draft202012Validator, kind: type[T], judge: Callable[[str, T], Found] | None = None
) -> Loaded[T]:
    """Read one YAML file as ``kind``; ``judge`` is given the file's name and content and names what else is wrong."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return Loaded(path.name, {}, None, (Fault(path.name, 1, "not UTF-8 text"),))
    return load_text(path.name, text, schema, kind, judge)


def load_text(
    name: str,
    text: str,
    schema: Draft202012Validator,
    kind: type[T],
    judge: Callable[[str, T], Found] | None = None,
) -> Loaded[T]:
    """The same for ``text``, as if it stood in the file ``name``."""
    try:
        document, lines = read(text)
    except BadYaml as error:
        return Loaded(name, {}, None, (Fault(name, error.line, str(error)),))
    faults = [Fault(name, line_of(lines, where), what) for where, what in _schema_faults(document, schema)]
    content = None if faults else _convert(name, document, kind, faults)
    if content is not None and judge is not None:
        faults += [Fault(name, line_of(lines, where), what) for where, what in judge(name, content)]
    return Loaded(name, lines, None if faults else content, tuple(faults))


def _schema_faults(document: Any, schema: Draft202012Validator) -> Iterator[tuple[Where, str]]:
    for error in schema.iter_errors(document):
        shown = "/".join(str(part) for part in error.absolute_path) or "the file"
        where = tuple(error.absolute_path)
        if "propertyNames" in error.absolute_schema_path:
            where += (str(error.instance),)  # a wrong key stands on a line of its own
        yield where, f"{shown}: {error.message}"


def _convert(file: str, document: Any, kind: type[T], faults: list[Fault]) -> T | None:
    try:
        return msgspec.convert(document, kind)
    except msgspec.ValidationError as error:
        # What a schema cannot say: a date such as 31 February.
        faults.append(Fault(file, 1, str(error)))
        return None


Lint = Callable[[Path], tuple[Sequence[object], Sequence[object]]]
"""What is without fault in a folder, and every fault."""


def lint_command(module: str, noun: str, arguments: Sequence[str], lint: Lint, folder: Path) -> int:
    """``python -m module lint [folder]``: prints every fault; 0 without any, 1 with some, 2 for a wrong call."""
    if len(arguments) not in (1, 2) or arguments[0] != "lint":
        print(f"usage: python -m {module} lint [folder]", file=sys.stderr)
        return 2
    whole, faults = lint(Path(arguments[1]) if len(arguments) == 2 else folder)
    for fault in faults:
        print(fault)
    print(f"{len(whole)} {noun} without fault, {len(faults)} faults")
    return 1 if faults else 0
