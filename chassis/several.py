"""Several values of one query parameter, with commas between them: ``state=due,overdue``.

The gateway refuses a name that stands twice in an address, since not everybody on the way reads that alike.
"""

from collections.abc import Sequence
from typing import Any

from pydantic import BeforeValidator


def _apart(given: Any) -> Any:
    """Each value by itself; what is no list of texts is judged by the field's own type."""
    if not isinstance(given, Sequence) or isinstance(given, str):
        return given
    return [part for value in given for part in (value.split(",") if isinstance(value, str) else (value,))]


BY_COMMAS = BeforeValidator(_apart)
"""``Annotated[list[State] | None, Query(max_length=7), BY_COMMAS]``"""
