"""What kinds of rows a staged file holds, counted in one pass: steps for kinds that it lacks are left out."""

from typing import NamedTuple

from services.registry.imports.act import Act

_COUNT = """
SELECT count(*) AS read, count(faults) AS faulty, count(former_division) AS renamed, count(other_id_index) AS documents,
       count(*) FILTER (WHERE faults IS NULL AND citizen_number_index IS NULL AND other_id_index IS NULL) AS unnumbered
FROM arrivals
"""


class Contents(NamedTuple):
    """Numbers of rows."""

    read: int
    faulty: int
    """With faults of their own."""
    renamed: int
    """Valid ones that name a division out of use."""
    documents: int
    """Valid ones with another document than the citizen number."""
    unnumbered: int
    """Valid ones without either."""


async def count_contents(act: Act) -> Contents:
    """Of ``arrivals``, before anything is taken out."""
    return Contents(**await act.connection.fetchrow(_COUNT))
