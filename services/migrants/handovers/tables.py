"""Handovers as kept: by the county that gives, and by the county that takes, each in its own database."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import BigInteger, Column, DateTime, Identity
from sqlmodel import Field

from services.migrants.migrant_tables import MigrantsTable


class Handover(MigrantsTable, table=True):
    """One handover, as this side knows it. The id is the same on both."""

    __tablename__: ClassVar[str] = "handovers"

    id: UUID = Field(primary_key=True)
    side: str
    """``gives`` or ``takes``."""
    peer: str
    """The other county, six digits."""
    state: str
    from_division: str
    to_division: str
    answer_by: date
    offered_on: date
    """Where it is taken: the day on which the offer was sent."""
    closed_on: date | None = None
    reason: str | None = None
    """Why it was declined: a code; ``not-taken`` where the other county's system turned the offer down."""
    note: bytes | None = None
    """Sealed (context ``handover.note``)."""
    reminded_days: int | None = None
    """The last reminder that went out or came in: so many days before the last day."""
    by: str | None = None
    """The account that offered, accepted or declined here."""
    revision: int = 1

    @property
    def division(self) -> str:
        """The place of this side."""
        return self.from_division if self.side == "gives" else self.to_division


class HandedPerson(MigrantsTable, table=True):
    """Somebody named in a handover. ``person_id`` is this register's; where it is taken, from the acceptance on."""

    __tablename__: ClassVar[str] = "handover_people"

    id: UUID = Field(primary_key=True)
    handover_id: UUID
    ref: UUID
    """Stands for the person in the messages."""
    person_id: UUID | None = None
    dependant: bool = False
    open: bool = True
    """While the handover is: the database lets nobody be in two open ones of ours."""
    told: bytes | None = None
    """Sealed (context ``handover.person``): how the other county describes them. Erased when it is not taken."""
    health: bytes | None = None
    """Sealed (context ``handover.health``): for the care team, with separate consent alone."""
    health_given_by: str | None = None
    health_given_on: date | None = None
    health_text_version: str | None = None


class HandedService(MigrantsTable, table=True):
    """A service named in a handover."""

    __tablename__: ClassVar[str] = "handover_services"

    id: UUID = Field(primary_key=True)
    handover_id: UUID
    person_ref: UUID
    ref: UUID
    """Stands for the service in the messages."""
    kept_as: UUID | None = None
    """Where it is given: the id of the plan, entitlement or referral in the service that keeps it."""
    kind: str
    """``care-plan``, ``referral`` or ``benefit``."""
    stays: bool = False
    words: bytes | None = None
    """Sealed (context ``handover.service``): what it is. Erased when it is not taken."""
    taken_up_on: date | None = None


class HandoverEntry(MigrantsTable, table=True):
    """A line of the log: added, never changed."""

    __tablename__: ClassVar[str] = "handover_log"

    position: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(always=True), primary_key=True))
    handover_id: UUID
    at: datetime = Field(sa_type=DateTime(timezone=True))
    step: str
    state: str
    """After the step."""
    by: str
    """The account, the other county's six digits, or ``clock``."""
    message_id: UUID | None = None
