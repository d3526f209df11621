"""The read model of persons: a name to ask for, an age for consent, a place, and whether care can go on."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlmodel import Field

from services.followup.tables import FollowupTable


class KnownPerson(FollowupTable, table=True):
    """A person as the registry's events tell. Each group of facts remembers the revision that it comes from.

    So events may arrive in any order and any number of times: a group is only ever replaced by a newer one.
    """

    __tablename__: ClassVar[str] = "people"

    person_id: UUID = Field(primary_key=True)
    name: str | None = None
    birth_date: date | None = None
    facts_revision: int = 0
    division: str | None = None
    """Where the person lives."""
    place_revision: int = 0
    living: bool = True
    withdrawn: bool = False
    """The registry took the entry back: there never was such a person here."""
    life_revision: int = 0

    @property
    def can_be_cared_for(self) -> bool:
        """Whether care may be offered and visits made."""
        return self.living and not self.withdrawn
