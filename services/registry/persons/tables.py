"""The person as the register holds it. Identifiers are sealed; each has a blind index for exact look-up (C10)."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlmodel import Field

from services.registry.tables import Versioned

CITIZEN_NUMBER = "person.citizen_number"
"""Sealing context of ``citizen_number_sealed`` and ``citizen_number_index``."""
OTHER_ID = "person.other_id"
"""Sealing context of ``other_id_sealed``; its index is over ``<other_id_type>:<number>``."""
PHONE = "person.phone"
"""Sealing context of ``phone_sealed``."""


class Person(Versioned, table=True):
    """One person. Superseded versions lie in ``person_versions``."""

    __tablename__: ClassVar[str] = "persons"

    id: UUID = Field(primary_key=True)
    name: str
    sex: int
    """GB/T 2261.1: 0 unknown, 1 male, 2 female, 9 unstated."""
    birth_date: date
    ethnic_group: str | None = None
    """GB 3304, two digits."""
    marital_status: str | None = None
    """GB/T 2261.2, two digits."""
    citizen_number_sealed: bytes | None = None
    citizen_number_index: bytes | None = None
    """Unique: the blind index of the 18-character number."""
    other_id_type: str | None = None
    other_id_sealed: bytes | None = None
    other_id_index: bytes | None = None
    phone_sealed: bytes | None = None
    registered_division: str
    """Where the household registration (户籍) is; may lie in another county."""
    residence_division: str
    """Where the person lives; may lie in another county."""
    residence_address: str | None = None
    household_id: UUID | None = None
    relation_to_head: str | None = None
    """GB/T 4761, two digits; ``01`` or ``02`` is the head."""
    note: str | None = None
    living: bool = True
    died_on: date | None = None
