"""Values of proofs: how they are written, checked, kept and read. Kept sealed where the kind is about health."""

from datetime import date
from typing import Any

from chassis.sealing import Sealer
from services.incentives.proofs.tables import Proof
from services.incentives.schemes.kinds import Kind, kinds

CONTEXT = "proof.value"


class BadValue(ValueError):
    """Not a value of the kind; the text says what is expected."""


def check_value(kind: Kind, value: str | None) -> str | None:
    """The value in its one form: ``2010-06-01``, ``2``, ``72200``, or None where the kind has none. Raises BadValue."""
    if (value is None) != (kind.type == "none"):
        raise BadValue("a value is expected" if value is None else "this kind has no value")
    if value is None:
        return None
    if kind.type == "date":
        return _day(value)
    if not value.isascii() or not value.isdigit() or not kind.least <= int(value) <= kind.most:
        raise BadValue(f"a whole number from {kind.least} to {kind.most} is expected")
    return str(int(value))


def _day(value: str) -> str:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise BadValue("a day is expected, such as 2010-06-01") from None
    if not 1900 <= day.year <= 2200:
        raise BadValue("a day from 1900 on is expected")
    return day.isoformat()


def kept_as(sealer: Sealer, kind: Kind, value: str | None) -> dict[str, Any]:
    """The columns that hold ``value``."""
    if value is None:
        return {}
    if kind.sealed:
        return {"value_sealed": sealer.seal(value, CONTEXT)}
    return {"value_on": date.fromisoformat(value)} if kind.type == "date" else {"value_fen": int(value)}


def value_of(sealer: Sealer, proof: Proof) -> str | int | None:
    """The value as a snapshot keeps it: a day as text, numbers as whole numbers."""
    if proof.value_sealed is not None:
        return int(sealer.open(proof.value_sealed, CONTEXT))
    return proof.value_on.isoformat() if proof.value_on is not None else proof.value_fen


def shown(proof: Proof) -> str | None:
    """The value as lists show it: what is about health stays covered."""
    if kinds()[proof.kind].sealed:
        return "*"
    value = proof.value_on or proof.value_fen
    return None if value is None else str(value)
