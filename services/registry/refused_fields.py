"""Refuses fields that the charter rules out, and says which rule (``refused_fields.yaml`` is the list)."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import msgspec
import yaml

from chassis.problems import CharterRefusal

_LIST = Path(__file__).with_name("refused_fields.yaml")


class Refused(msgspec.Struct, frozen=True):
    """Names refused under one rule, and why in Chinese and English."""

    zh: str
    en: str
    names: tuple[str, ...]


def _bare(name: str) -> str:
    return name.lower().replace("_", "").replace("-", "").replace(" ", "")


@cache
def refused_names() -> dict[str, tuple[str, Refused]]:
    """Bare name → (rule, the entry it comes from)."""
    entries = msgspec.convert(yaml.safe_load(_LIST.read_text("utf-8")), dict[str, Refused])
    return {_bare(name): (rule, entry) for rule, entry in entries.items() for name in entry.names}


def refuse_charter_fields(names: Iterable[object]) -> None:
    """Raises CharterRefusal if one of ``names`` is on the list."""
    for name in names:
        found = refused_names().get(_bare(str(name)))
        if found is not None:
            rule, entry = found
            raise CharterRefusal(rule, entry.zh, entry.en)
