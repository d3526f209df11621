"""Balances as closed."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy import BigInteger
from sqlmodel import Field

from services.migrants.migrant_tables import MigrantsTable


class BalanceDay(MigrantsTable, table=True):
    """People of this register who live in one county: what changed since the night before, and what was counted."""

    __tablename__: ClassVar[str] = "balance_days"

    id: UUID = Field(primary_key=True)
    day: date
    county: str
    """Six digits."""
    opening: int = Field(sa_type=BigInteger)
    entered: int = Field(sa_type=BigInteger)
    """Came into the register."""
    ended: int = Field(sa_type=BigInteger)
    """Died, or were taken out of the register."""
    arrived: int = Field(sa_type=BigInteger)
    departed: int = Field(sa_type=BigInteger)
    corrected: int = Field(sa_type=BigInteger)
    """Live elsewhere in the register without a move being told of: corrections, net."""
    closing: int = Field(sa_type=BigInteger)
    """What the changes add up to."""
    counted: int = Field(sa_type=BigInteger)
    """What there is."""


class BalanceFault(MigrantsTable, table=True):
    """Somebody who may be counted twice, or nowhere: for a worker to look at. Gone when it is put right."""

    __tablename__: ClassVar[str] = "balance_faults"

    id: UUID = Field(primary_key=True)
    day: date
    kind: str
    person_id: UUID
    division: str
