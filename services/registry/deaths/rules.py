"""Registering a death: what contradicts itself. Pure."""

from datetime import date

from services.registry.findings import Finding


def findings(died_on: date, born_on: date, today: date) -> list[Finding]:
    """What cannot be, each with the facts that contradict each other."""
    if died_on > today:
        return [Finding("died_on", "death_in_future", "死亡日期在未来", "the death lies in the future")]
    if died_on < born_on:
        zh = f"死亡日期{died_on}早于出生日期{born_on}"
        return [Finding("died_on", "death_before_birth", zh, f"died {died_on}, but born {born_on}")]
    return []
