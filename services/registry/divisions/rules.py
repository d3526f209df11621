"""Which lists of divisions can be entered. Codes nest by digits: province 2, city 4, county 6, town 9, village 12."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from chassis.identifiers import division_level, division_prefix
from services.registry.findings import Finding, under

_LEVELS_WITHOUT_PARENT = ("province", "city", "county")
"""What lies around a county need not be in the county's register."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One division as somebody wants to enter it."""

    code: str
    name: str
    level: str
    parent: str | None


def findings(entries: Sequence[Entry], existing: Collection[str], scope_prefix: str) -> list[Finding]:
    """Every fault of the list, with its place (``items/3/parent``). ``existing`` are codes in the register."""
    known = {*existing, *(entry.code for entry in entries)}
    seen: set[str] = set()
    found: list[Finding] = []
    for index, entry in enumerate(entries):
        faults = [*_twice(entry, seen), *_of_entry(entry, known, scope_prefix)]
        found += under(f"items/{index}", faults)
        seen.add(entry.code)
    return found


def _twice(entry: Entry, seen: Collection[str]) -> Iterable[Finding]:
    if entry.code in seen:
        yield Finding("code", "duplicate_code", "清单中代码重复", "the code stands twice in the list")


def _of_entry(entry: Entry, known: Collection[str], scope_prefix: str) -> Iterable[Finding]:
    prefix = division_prefix(entry.code)
    if not (prefix.startswith(scope_prefix) or scope_prefix.startswith(prefix)):
        yield Finding("code", "outside_scope", "不在您的管辖范围内", "lies outside your area")
    if entry.level != division_level(entry.code):
        yield Finding("level", "level_differs", "级别与代码不符", "the code is of another level")
    yield from _of_parent(entry, prefix, known)


def _of_parent(entry: Entry, prefix: str, known: Collection[str]) -> Iterable[Finding]:
    if entry.parent is None:
        if entry.level not in _LEVELS_WITHOUT_PARENT:
            yield Finding("parent", "parent_missing", "缺少上级区划", "the division around it is missing")
        return
    if entry.parent not in known:
        yield Finding("parent", "unknown_parent", "上级区划不存在", "no such division around it")
    around = division_prefix(entry.parent)
    if around == prefix or not prefix.startswith(around):
        yield Finding("parent", "not_inside", "代码不在上级区划之内", "the code does not lie inside its parent's")


def parents_first(entries: Iterable[Entry]) -> list[Entry]:
    """Outer divisions before what lies in them, as readers of the events want them."""
    return sorted(entries, key=lambda entry: (len(division_prefix(entry.code)), entry.code))
