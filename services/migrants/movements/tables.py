"""Movements as the registry reported them, and as people declared them."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import DateTime
from sqlmodel import Field, SQLModel

from services.migrants.migrant_tables import MigrantsTable


class Movement(SQLModel, table=True):
    """One person's move. The event's id is the key: a move told twice is one move."""

    __tablename__ = "movements"

    id: UUID = Field(primary_key=True)
    person_id: UUID
    from_division: str
    to_division: str
    moved_on: date
    household_id: UUID | None = None
    declaration_id: UUID | None = None
    """The declaration that the register followed, where it followed one."""


class Declaration(MigrantsTable, table=True):
    """What somebody declared for themselves, and for those who moved with them (C8)."""

    __tablename__: ClassVar[str] = "movement_declarations"

    id: UUID = Field(primary_key=True)
    kind: str
    """``left``, ``arrived``, ``returned``, ``moved-on`` or ``within``, seen from the county that wrote it down."""
    origin: str
    """``declaration`` or ``service-request``."""
    from_division: str
    to_division: str
    moved_on: date
    pattern: str
    """``lasting``, ``seasonal`` or ``circular``, as the person says."""
    expected_back_on: date | None = None
    whole_household: bool = False
    division: str
    """Of the desk that wrote it down."""
    declared_at: datetime = Field(sa_type=DateTime(timezone=True))
    declared_by: str
    """The account that wrote it down."""


class DeclaredMember(MigrantsTable, table=True):
    """Somebody named in a declaration: who moved, or a child who stayed behind."""

    __tablename__: ClassVar[str] = "movement_members"

    id: UUID = Field(primary_key=True)
    declaration_id: UUID
    person_id: UUID
    part: str
    """``moved`` or ``stayed``."""
    child: bool
    carer_id: UUID | None = None
    """Who looks after a child that stayed behind, where that person is in the register."""
    state: str
    """``declared``, ``followed`` or ``not-followed`` by the register; ``noted`` for who stayed."""
    reason: str | None = None
    """Why the register did not follow: a code of DeclaredMoveRefused."""
