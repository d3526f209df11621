"""Rows and entries as Splink takes them: two tables of the same columns, those of neither side empty."""

from collections.abc import Iterable

COMPARED = (
    *("id", "name", "sound", "family_sound", "given_sound", "born", "born_year", "born_day", "born_parts", "sex"),
    *("number", "relative", "relative_household", "relative_name", "relative_tag", "household", "mother", "family"),
    *("place", "registered"),
)


def selected(table: str, there: Iterable[str]) -> str:
    """SQL that selects ``COMPARED`` of ``table``, which has the columns ``there``."""
    known = set(there)
    columns = [column if column in known else f"CAST(NULL AS VARCHAR) AS {column}" for column in COMPARED]
    return f"SELECT {', '.join(columns)} FROM {table}"
