"""What the register hands to the comparison, which runs in a process of its own with libraries of its own."""

import msgspec

ROW_COLUMNS = ("id", "name", "born", "sex", "number", "place", "relative_name", "relative_number")
"""A subject of a row: numbers are blind indexes in hex, ``born`` is ISO."""
ENTRY_COLUMNS = ("id", "name", "born", "sex", "household", "mother", "place", "registered", "number")


class Task(msgspec.Struct, kw_only=True):
    """The first header's note: keys, month, thresholds; see ``thresholds.yaml``. Days are ISO."""

    keys_folder: str
    number_context: str
    """Under which persons' citizen numbers are indexed (services.registry.persons)."""
    county: str
    first: str
    last: str
    accept: float
    review: float
    margin: float
    days: int
    school_born_from: str
    school_born_until: str
    submissions: dict[str, tuple[str, str]]
    """Submission → kind, department."""
