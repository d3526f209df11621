"""What a valid row says of a person."""

from typing import NamedTuple

from services.registry.code_tables import TABLES
from services.registry.imports.columns import columns

NAMES = tuple(column.name for column in columns())
FREE_TEXT = tuple(
    (NAMES.index(c.name), c.name, c.longest) for c in columns() if c.name not in {*TABLES, "citizen_number"}
)
"""Place among ``NAMES``, name, most characters."""


class Described(NamedTuple):
    """A valid row. Codes as of the national tables, dates ISO; absent is ``""``."""

    name: str
    citizen_number: str
    other_id_type: str
    other_id_number: str
    sex: str
    birth_date: str
    ethnic_group: str
    marital_status: str
    household_number: str
    relation_to_head: str
    registered_division: str
    residence_division: str
    residence_address: str
    phone: str
    note: str
    former_division: str = ""
    """The code out of use that the file names as the registered division."""
