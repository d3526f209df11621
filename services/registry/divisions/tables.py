"""Divisions as they stand: one row per 12-digit code, current while ``valid_to`` is empty."""

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Column, DateTime
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.registry.tables import RegistryTable


class Division(RegistryTable, table=True):
    """A province, city, county, town or village. What it was before lies in ``division_versions``."""

    __tablename__: ClassVar[str] = "divisions"

    code: str = Field(primary_key=True)
    name: str
    level: str
    parent: str | None = None
    """The code of the division that it lies in; None where that one is not in the register."""
    valid_from: date
    valid_to: date | None = None
    """The first day on which the code is no longer in use."""


class DivisionChange(RegistryTable, table=True):
    """A rename, merge, split or recode, as it was decided and carried out."""

    __tablename__: ClassVar[str] = "division_changes"

    id: UUID = Field(primary_key=True)
    kind: str
    effective_on: date
    document: str
    """The number of the government's decision (批复文号)."""
    request: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    effects: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    made_at: datetime = Field(sa_type=DateTime(timezone=True))
    made_by: str


class Lineage(RegistryTable, table=True):
    """Which code gave people to which. The ``heir`` stands for the old code from then on."""

    __tablename__: ClassVar[str] = "division_lineage"

    change_id: UUID = Field(primary_key=True)
    from_code: str = Field(primary_key=True)
    to_code: str = Field(primary_key=True)
    heir: bool
    effective_on: date


class AnnouncedChange(RegistryTable, table=True):
    """A change that is decided and takes effect on a later day."""

    __tablename__: ClassVar[str] = "announced_changes"

    id: UUID = Field(primary_key=True)
    state: str
    """``announced``, then ``made`` on its day, ``failed`` where it could not be, or ``withdrawn`` before."""
    effective_on: date
    request: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    announced_at: datetime = Field(sa_type=DateTime(timezone=True))
    announced_by: str
    division: str
    """The area of whoever announced it: the change is made as theirs."""
    settled_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    settled_by: str | None = None
    change_id: UUID | None = None
    faults: list[dict[str, Any]] = Field(default=[], sa_column=Column(JSONB, nullable=False))
    """Of one that failed: what stood against it on its day."""
