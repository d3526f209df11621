"""Says what is wrong with protocol files, each fault with its file and line. A protocol with a fault is not used."""

from collections.abc import Iterator
from functools import cache
from itertools import combinations
from pathlib import Path

from jsonschema import Draft202012Validator

from chassis.data_lint import Fault, Loaded, load_file, schema_of
from services.followup.protocols.judge import faults_of
from services.followup.protocols.model import Protocol

FOLDER = Path(__file__).parent


@cache
def _schema() -> Draft202012Validator:
    return schema_of(FOLDER / "schema.json")


def lint(folder: Path) -> tuple[list[Protocol], list[Fault]]:
    """All protocols in ``folder`` and all faults; protocols with faults of their own are left out."""
    loaded = [load_file(path, _schema(), Protocol, faults_of) for path in sorted(folder.glob("*.yaml"))]
    faults = [fault for each in loaded for fault in each.faults]
    faults += [fault for pair in combinations(loaded, 2) for fault in _faults_of_pair(*pair)]
    if not loaded:
        faults.append(Fault(str(folder), 1, "there is no protocol file here"))
    return [each.content for each in loaded if each.content is not None], sorted(faults)


def _faults_of_pair(one: Loaded[Protocol], other: Loaded[Protocol]) -> Iterator[Fault]:
    if one.content is None or other.content is None or one.content.id != other.content.id:
        return
    first, second = sorted((one, other), key=lambda each: (each.content.effective_from, each.file))  # type: ignore[union-attr]
    earlier, later = first.content, second.content
    assert earlier is not None and later is not None  # noqa: S101 - checked above, for the type checker
    if earlier.effective_to is None or earlier.effective_to >= later.effective_from:
        yield second.fault(("effective_from",), f"begins while {first.file} is still in force")
    if earlier.consent_text != later.consent_text and earlier.consent_text.version == later.consent_text.version:
        message = f"the words to agree to differ from {first.file}: give them a new version"
        yield second.fault(("consent_text", "version"), message)
