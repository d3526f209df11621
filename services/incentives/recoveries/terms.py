"""The terms of a recovery: data, with the day from which they hold."""

from datetime import date
from functools import cache
from pathlib import Path

import msgspec
import yaml


class Terms(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``grace_days`` from the day it was found."""

    effective_from: date
    grace_days: int
    source: dict[str, str]


@cache
def _all() -> list[Terms]:
    content = yaml.safe_load(Path(__file__).with_name("recovery.yaml").read_text(encoding="utf-8"))
    return sorted(msgspec.convert(content, list[Terms]), key=lambda terms: terms.effective_from)


def terms_on(day: date) -> Terms:
    """The newest that are in force on ``day``; before the first, the first."""
    return max((terms for terms in _all() if terms.effective_from <= day), key=_from, default=_all()[0])


def _from(terms: Terms) -> date:
    return terms.effective_from
