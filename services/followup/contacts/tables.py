"""Contact numbers and the agreement to be written to."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import DateTime
from sqlmodel import Field

from services.followup.agreements.tables import Agreed
from services.followup.tables import FollowupTable


class Contact(Agreed, FollowupTable, table=True):
    """How one person wishes to be reminded. A guardian's number stands with the child that it is about.

    The number comes from the person, not from the register: agreeing to be registered is not agreeing to be
    written to, and no event of the registry carries a number.
    """

    __tablename__: ClassVar[str] = "contacts"

    entry_id: UUID = Field(primary_key=True)
    """The register's entry under which the number was left; it stays so when that entry is merged into another."""
    person_id: UUID
    phone: bytes | None = None
    """Sealed (context ``contact.phone``); gone when the agreement is."""
    phone_index: bytes | None = None
    """Blind index, so that whoever says 'no more' from a number can be found by it."""
    language: str
    state: str
    """``agreed``, ``opted-out``, or ``expired`` after the retention period."""
    said_at: datetime = Field(sa_type=DateTime(timezone=True))
    """When the person last said yes or no here: of several agreements of one person, the newest word counts."""
    revision: int = 1
