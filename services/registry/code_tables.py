"""The national code tables as ``national_codes/`` holds them: words and codes, both accepted, to the code."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FOLDER = Path(__file__).parent / "national_codes"
TABLES = ("sex", "marital_status", "ethnic_group", "relation_to_head", "other_id_type")


@cache
def code_table(name: str) -> dict[str, str]:
    """Everything that may stand in a cell of column ``name`` → its code. Old words lead to today's codes."""
    table: dict[str, str] = {}
    for entry in _entries(name):
        code = entry["code"]
        # A spreadsheet that takes 01 for a number leaves 1.
        for spelling in (code, code.lstrip("0") or "0", *entry["words"], *entry.get("old_words", ())):
            if table.setdefault(spelling, code) != code:
                raise ValueError(f"national_codes/{name}.yaml: {spelling!r} stands for two codes")
    return table


def first_words(name: str) -> list[str]:
    """One word for each code, for drop-downs, in the order of the standard."""
    return [entry["words"][0] for entry in _entries(name)]


@cache
def _entries(name: str) -> tuple[dict[str, Any], ...]:
    return tuple(yaml.safe_load((_FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))["codes"])
