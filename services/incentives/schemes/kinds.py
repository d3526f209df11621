"""The kinds of facts that schemes may look at: a closed list, so that whatever is not on it cannot be asked about."""

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec
import yaml

from services.incentives.schemes.model import Scheme, Text

FILE = Path(__file__).parent / "facts" / "kinds.yaml"

ValueType = Literal["none", "date", "grade", "fen", "code", "division"]


class Kind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One kind of fact. ``register``: told by the register; else somebody brings it, with a document."""

    id: str
    title: Text
    type: ValueType
    register: bool = False
    meaning: Text | None = None
    """What the value says, where there is one."""
    document: Text | None = None
    """What it is proved with."""
    numbered: bool = False
    """The document has a number of its own."""
    issued_before: date | None = None
    sealed: bool = False
    """The value is about health: it is sealed at rest, and no public list may hint at it."""
    least: int = 1
    most: int = 9
    """Bounds of a grade, or of an amount in fen."""
    private: bool = False
    """That it is held at all is nobody else's business: a list that hangs out must not name it."""


class BadKinds(Exception):
    """The file of kinds cannot be used; stops the start-up."""


_OPERATORS: dict[str, frozenset[str]] = {
    "none": frozenset({"held"}),
    "date": frozenset({"held", "turns_at_least", "turns_at_most", "turns_below", "on_or_after", "on_or_before"}),
    "grade": frozenset({"held", "at_least", "at_most", "one_of"}),
    "fen": frozenset({"held", "at_least", "at_most"}),
    "code": frozenset({"one_of"}),
    "division": frozenset({"within"}),
}


def operators_of(kind: Kind) -> frozenset[str]:
    """What can be tested of a fact of this kind."""
    return _OPERATORS[kind.type] - ({"held"} if kind.register else set())


@cache
def kinds() -> dict[str, Kind]:
    """Every kind by its id. Raises BadKinds."""
    try:
        listed = msgspec.convert(yaml.safe_load(FILE.read_text("utf-8")), list[Kind])
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise BadKinds(f"{FILE.name}: {error}") from None
    for kind in listed:
        if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", kind.id):
            raise BadKinds(f"{FILE.name}: {kind.id!r} is no id")
    return {kind.id: kind for kind in listed}


def is_private(scheme: Scheme) -> bool:
    """Whether it hangs on something that nobody in the village may learn: an illness, a loss, a hardship (C5)."""
    return any(fact in kinds() and kinds()[fact].private for fact in scheme.facts())
