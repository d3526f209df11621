"""What became of a code: pure, over the recorded lineage."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Descent:
    """One line of the lineage: since ``effective_on``, ``heir`` takes over whatever was attributed to ``code``."""

    code: str
    heir: str
    effective_on: date


def successor(code: str, in_use: Collection[str], lineage: Iterable[Descent]) -> str | None:
    """The code that stands for ``code`` among those ``in_use``: itself, or the last of its heirs; else None.

    A code that was given to another place later stands for that place; its heirs are then asked for by date.
    """
    by_code: dict[str, list[Descent]] = {}
    for descent in lineage:
        by_code.setdefault(descent.code, []).append(descent)
    since, seen = date.min, set[str]()
    while code not in in_use:
        if code in seen:
            return None
        seen.add(code)
        later = [d for d in by_code.get(code, ()) if d.effective_on >= since]
        if not later:
            return None
        newest = max(later, key=lambda d: d.effective_on)
        code, since = newest.heir, newest.effective_on
    return code


def successors(codes: Iterable[str], in_use: Collection[str], lineage: Collection[Descent]) -> dict[str, str]:
    """Old code → the code that stands for it, for each of ``codes`` that is out of use and has an heir."""
    found = {code: successor(code, in_use, lineage) for code in codes if code not in in_use}
    return {code: heir for code, heir in found.items() if heir is not None}


def descendants(code: str, in_use: Collection[str], lineage: Iterable[Descent]) -> frozenset[str]:
    """The codes ``in_use`` where people of ``code`` may be now: ``lineage`` holds every line, not of heirs alone.

    More than one where it was split. A code in use stands for itself, whoever has left it.
    """
    by_code: dict[str, list[Descent]] = {}
    for descent in lineage:
        by_code.setdefault(descent.code, []).append(descent)
    found, asked, ahead = set[str](), set[tuple[str, date]](), [(code, date.min)]
    while ahead:
        here = code, since = ahead.pop()
        if code in in_use:
            found.add(code)
        elif here not in asked:
            asked.add(here)
            later = [d for d in by_code.get(code, ()) if d.effective_on >= since]
            closed_on = max((d.effective_on for d in later), default=since)
            ahead += [(d.heir, closed_on) for d in later if d.effective_on == closed_on]
    return frozenset(found)
