"""What lies inside a division: codes are compared as a range, which an index serves whatever the query plan."""

from typing import NamedTuple


class DivisionRange(NamedTuple):
    """Codes from ``low`` (inclusive) to ``high`` (exclusive)."""

    low: str
    high: str


def division_range(prefix: str) -> DivisionRange:
    """The codes that begin with ``prefix``. ``:`` follows ``9`` in ASCII, which the columns' collation goes by."""
    return DivisionRange(prefix, prefix + ":")
