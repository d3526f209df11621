"""Registering a death: what contradicts itself. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.registry.findings import Finding


def findings(died_on: date, born_on: date, today: date) -> list[Finding]:
    """What cannot be, each with the facts that contradict each other."""
    if died_on > today:
        return [Finding("died_on", "death_in_future", "死亡日期在未来", "the death lies in the future")]
    if died_on < born_on:
        zh = f"死亡日期{died_on}早于出生日期{born_on}"
        return [Finding("died_on", "death_before_birth", zh, f"died {died_on}, but born {born_on}")]
    return []


@dataclass(frozen=True, slots=True)
class Spouse:
    """Somebody with whom the dead person had a marriage that no divorce had ended."""

    person_id: UUID
    married_on: date
    died_on: date | None


def left_widowed(died_on: date, spouses: Iterable[Spouse]) -> UUID | None:
    """The spouse of the last marriage before the death who outlived it, if there is one."""
    outlived = [
        each for each in spouses if each.married_on <= died_on and (each.died_on is None or each.died_on > died_on)
    ]
    return max(outlived, key=lambda each: each.married_on).person_id if outlived else None
