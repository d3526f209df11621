"""What becomes of each field when two entries are one person, and which pairs cannot be: pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from uuid import UUID

Side = Literal["survivor", "merged"]

FIELDS: dict[str, tuple[str, ...]] = {
    "name": ("name",),
    "sex": ("sex",),
    "birth_date": ("birth_date",),
    "ethnic_group": ("ethnic_group",),
    "marital_status": ("marital_status",),
    "citizen_number": ("citizen_number_index", "citizen_number_sealed"),
    "other_id": ("other_id_index", "other_id_type", "other_id_sealed"),
    "phone": ("phone_sealed",),
    "registration": ("registered_division", "household_id", "relation_to_head"),
    "residence": ("residence_division", "residence_address"),
    "note": ("note",),
    "life": ("living", "died_on"),
}
"""What is chosen together → columns. A registration is where the household is, so both come from one entry."""

_COMPARED = {"citizen_number": 1, "other_id": 1}
"""Where only the first column tells whether two values agree: sealing the same text twice gives different bytes."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One of the two entries: its columns by name, and when it was last changed (any comparable)."""

    values: Mapping[str, Any]
    changed_at: Any
    phone: str | None = None
    """Opened: seals cannot be compared."""

    def of(self, field: str) -> tuple[Any, ...]:
        """The field's values as far as they are compared."""
        if field == "phone":
            return (self.phone,)
        columns = FIELDS[field]
        return tuple(self.values[column] for column in columns[: _COMPARED.get(field, len(columns))])

    def says(self, field: str) -> bool:
        """Whether the entry says anything of the field at all."""
        if field == "life":
            return not self.values["living"]
        if field == "sex":
            return self.values["sex"] in (1, 2)
        if field == "registration":
            return self.values["household_id"] is not None
        return any(value is not None for value in self.of(field))


@dataclass(frozen=True, slots=True)
class Comparison:
    """One field of both entries: whether they agree, whose value is proposed, and why."""

    field: str
    agree: bool
    proposed: Side
    because: Literal["same", "only-one", "death-stands", "citizen-number", "newer"]


def compare(survivor: Entry, merged: Entry) -> list[Comparison]:
    """Every field, with a proposal."""
    return [_compare(field, survivor, merged) for field in FIELDS]


def _compare(field: str, survivor: Entry, merged: Entry) -> Comparison:
    if survivor.of(field) == merged.of(field):
        return Comparison(field, True, "survivor", "same")
    ours, theirs = survivor.says(field), merged.says(field)
    if ours != theirs:
        because: Literal["death-stands", "only-one"] = "death-stands" if field == "life" else "only-one"
        return Comparison(field, False, "survivor" if ours else "merged", because)
    if field in ("name", "sex", "birth_date"):
        # The number was checked against sex and birth date when it was entered: its entry is the better witness.
        numbered = (survivor.says("citizen_number"), merged.says("citizen_number"))
        if numbered in ((True, False), (False, True)):
            return Comparison(field, False, "survivor" if numbered[0] else "merged", "citizen-number")
    newer: Side = "survivor" if survivor.changed_at >= merged.changed_at else "merged"
    return Comparison(field, False, newer, "newer")


def choose(compared: list[Comparison], chosen: Mapping[str, Side]) -> dict[str, Side]:
    """Of each field that differs, whose value stands: the clerk's choice, else the proposal."""
    return {c.field: chosen.get(c.field, c.proposed) for c in compared if not c.agree}


def undecidable(compared: list[Comparison], chosen: Mapping[str, Side]) -> list[str]:
    """Choices that cannot be made: an unknown field, or a registered death left out."""
    wrong = [field for field in chosen if field not in FIELDS]
    return wrong + [
        c.field for c in compared if c.because == "death-stands" and chosen.get(c.field, c.proposed) != c.proposed
    ]


@dataclass(frozen=True, slots=True)
class Kin:
    """Somebody's parents and children, as far as registered births tell."""

    parents: frozenset[UUID]
    children: frozenset[UUID]


def contradiction(one: UUID, other: UUID, kin: Kin) -> str | None:
    """Why two entries cannot be one person, if so; ``kin`` is of ``one``."""
    return "parent-and-child" if other in kin.parents | kin.children else None


def better_survivor(one: Entry, other: Entry, older: Callable[[], bool]) -> bool:
    """Whether ``one`` is the better entry to keep: a citizen number, then a household, then the older id."""
    for field in ("citizen_number", "registration"):
        if one.says(field) != other.says(field):
            return one.says(field)
    return older()


def taken_back(
    before: Mapping[str, Any], after: Mapping[str, Any], now: Mapping[str, Any]
) -> tuple[dict[str, Any], list[str]]:
    """The survivor's columns to set when a merge is undone, and the fields that stay since they changed meanwhile.

    ``before`` and ``after`` the merge, and ``now``: all columns in ``FIELDS`` by name.
    """
    back: dict[str, Any] = {}
    kept: list[str] = []
    for field, columns in FIELDS.items():
        if all(before[column] == after[column] for column in columns):
            continue
        if all(now[column] == after[column] for column in columns):
            back |= {column: before[column] for column in columns}
        else:
            kept.append(field)
    return back, kept


def implausible(birth_date: date, died_on: date | None) -> bool:
    """Whether the chosen facts contradict each other."""
    return died_on is not None and died_on < birth_date
