"""What a value in a formula is, so that visits are never added to yuan."""

from enum import StrEnum


class Unit(StrEnum):
    """The unit of an expression."""

    YES_NO = "yes-no"
    TEXT = "text"
    DATE = "date"
    COUNT = "count"
    FEN = "fen"
    DAYS = "days"
    POINTS = "points"
    SHARE = "share"
    NUMBER = "number"
    """A bare number in the text of a formula: it takes the unit of what it stands beside."""


NUMERIC = frozenset({Unit.COUNT, Unit.FEN, Unit.DAYS, Unit.POINTS, Unit.SHARE, Unit.NUMBER})
