"""Says what is wrong with scheme files, each fault with its file and line. A scheme with a fault is not used."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from itertools import combinations
from pathlib import Path

import msgspec
import yaml
from jsonschema import Draft202012Validator
from msgspec.structs import replace

from chassis import data_lint
from chassis.data_lint import Fault
from services.incentives.schemes.judge import faults_of
from services.incentives.schemes.model import Scheme

FOLDER = Path(__file__).parent


class Written(msgspec.Struct, frozen=True):
    """A scheme with how it is written, to the letter; the scheme is None where its text has faults."""

    text: str
    read: data_lint.Loaded[Scheme]

    @property
    def file(self) -> str:
        """Its name."""
        return self.read.file

    @property
    def scheme(self) -> Scheme | None:
        """What the text says."""
        return self.read.content

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What is wrong with it."""
        return self.read.faults

    @property
    def digest(self) -> str:
        """Names the text as it was."""
        return sha256(self.text.encode()).hexdigest()


@cache
def _schema() -> Draft202012Validator:
    return data_lint.schema_of(FOLDER / "schema.json")


def lint(folder: Path, own: Path | None = None) -> tuple[list[Written], list[Fault]]:
    """All schemes in ``folder`` and among the county's ``own`` that have no fault of their own, and all faults."""
    loaded, theirs = _load_folder(folder), [] if own is None else _load_folder(own)
    twice = {each.file for each in loaded} & {each.file for each in theirs}
    loaded = [*succeeded(loaded, theirs), *theirs]
    faults = [Fault(name, 1, "this version ships with the product: write the next") for name in sorted(twice)]
    faults += [fault for each in loaded for fault in each.faults]
    faults += [fault for pair in combinations(loaded, 2) for fault in _faults_of_pair(*pair)]
    faults += _faults_of_conflicts([each for each in loaded if each.scheme is not None])
    if not loaded:
        faults.append(Fault(str(folder), 1, "there is no scheme file here"))
    return [each for each in loaded if each.scheme is not None], sorted(set(faults))


def _load_folder(folder: Path) -> list[Written]:
    return [load_file(path) for path in sorted(folder.glob("*.yaml"))]


def succeeded(shipped: Sequence[Written], theirs: Sequence[Written]) -> list[Written]:
    """What ships is in force up to the day before the county's own first version of it, and not at all if that is
    no later.
    """
    first: dict[str, date] = {}
    for scheme in (each.scheme for each in theirs if each.scheme is not None):
        first[scheme.id] = min(scheme.effective_from, first.get(scheme.id, date.max))
    found = []
    for each in shipped:
        begins = first.get(each.scheme.id) if each.scheme is not None else None
        if begins is None:
            found.append(each)
        elif each.scheme is not None and each.scheme.effective_from < begins:
            found.append(_until(each, each.scheme, begins - timedelta(days=1)))
    return found


def _until(written: Written, scheme: Scheme, last: date) -> Written:
    ended = replace(scheme, effective_to=min(last, scheme.effective_to or date.max))
    return replace(written, read=replace(written.read, content=ended))


def load_file(path: Path) -> Written:
    """One file and its own faults."""
    try:
        return load_text(path.name, path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        return _faulty(path.name, "", Fault(path.name, 1, "not UTF-8 text"))


def load_text(name: str, text: str) -> Written:
    """The scheme that ``text`` says, as if it stood in the file ``name``."""
    if (line := _alias(text)) is not None:
        return _faulty(name, text, Fault(name, line, "write it out: a scheme has no aliases (*)"))
    return Written(text, data_lint.load_text(name, text, _schema(), Scheme, faults_of))


def _faulty(name: str, text: str, fault: Fault) -> Written:
    return Written(text, data_lint.Loaded(name, {}, None, (fault,)))


def _alias(text: str) -> int | None:
    """The line of the first: a few of them can stand for more than a machine holds, and people read a scheme."""
    try:
        found = next((token for token in yaml.scan(text) if isinstance(token, yaml.AliasToken)), None)
    except yaml.YAMLError:
        return None  # what is wrong is said by whoever reads the text
    return None if found is None else found.start_mark.line + 1


def _faults_of_pair(one: Written, other: Written) -> Iterator[Fault]:
    if one.scheme is None or other.scheme is None or one.scheme.id != other.scheme.id:
        return
    first, second = sorted((one, other), key=lambda each: (each.scheme.effective_from, each.file))  # type: ignore[union-attr]
    earlier, later = first.scheme, second.scheme
    assert earlier is not None and later is not None  # noqa: S101 - checked above, for the type checker
    if earlier.effective_to is None or earlier.effective_to >= later.effective_from:
        yield second.read.fault(("effective_from",), f"begins while {first.file} is in force")


def _faults_of_conflicts(loaded: Sequence[Written]) -> Iterator[Fault]:
    """Schemes that yield to none that is there, or in a circle: then nobody would be paid, or everybody twice."""
    ahead: dict[str, set[str]] = {}
    for each in loaded:
        assert each.scheme is not None  # noqa: S101 - chosen so by the caller
        ahead.setdefault(each.scheme.id, set()).update(each.scheme.yields_to)
    for each in loaded:
        assert each.scheme is not None  # noqa: S101 - as above
        for index, other in enumerate(each.scheme.yields_to):
            where = ("yields_to", index)
            if other not in ahead:
                yield each.read.fault(where, f"there is no scheme {other!r} to yield to")
            elif each.scheme.id in _reached(other, ahead):
                yield each.read.fault(where, f"a circle: {other!r} yields to {each.scheme.id!r} in the end")


def _reached(start: str, ahead: Mapping[str, set[str]]) -> set[str]:
    reached, waiting = set[str](), [start]
    while waiting:
        current = waiting.pop()
        for following in ahead.get(current, set()) - reached:
            reached.add(following)
            waiting.append(following)
    return reached
