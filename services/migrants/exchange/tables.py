"""Messages on their way out and messages that came, each with how far it got."""

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import DateTime, LargeBinary
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel


class Outgoing(SQLModel, table=True):
    """A message of ours. ``body`` is sealed, and erased when its period is over; ``proof`` and ``receipt`` stay."""

    __tablename__: ClassVar[str] = "exchange_outgoing"

    id: UUID = Field(primary_key=True)
    peer: str
    thread: UUID
    position: int | None = Field(default=None)
    """The order in which messages were queued."""
    type: str
    sent_as: str | None = None
    """The type in the version that the peer takes, once it was sent."""
    body: bytes | None = Field(default=None, sa_type=LargeBinary)
    queued_at: datetime = Field(sa_type=DateTime(timezone=True))
    status: str = "waiting"
    attempts: int = 0
    next_at: datetime = Field(sa_type=DateTime(timezone=True))
    code: str | None = None
    zh: str | None = None
    en: str | None = None
    sent_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    received_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    validated_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    settled_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    resent_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    """When it was sent again after it had been given up."""
    proof: str | None = None
    """The signed statement (SD-JWT) as it was sent last."""
    receipt: str | None = None
    """The peer's newest signed receipt."""


class Arrived(SQLModel, table=True):
    """A message of a peer's, once it was found genuine. Kept for ever under its id: it is taken once."""

    __tablename__: ClassVar[str] = "exchange_arrived"

    sender: str = Field(primary_key=True)
    id: UUID = Field(primary_key=True)
    thread: UUID
    type: str
    body: bytes | None = Field(default=None, sa_type=LargeBinary)
    digest: bytes = Field(sa_type=LargeBinary)
    """Of what was said: the same id with other words is refused."""
    proof: str | None = None
    sent_at: datetime = Field(sa_type=DateTime(timezone=True))
    received_at: datetime = Field(sa_type=DateTime(timezone=True))
    validated_at: datetime = Field(sa_type=DateTime(timezone=True))
    status: str = "validated"
    attempts: int = 0
    next_at: datetime = Field(sa_type=DateTime(timezone=True))
    code: str | None = None
    zh: str | None = None
    en: str | None = None
    settled_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))


class ExchangePeer(SQLModel, table=True):
    """What became known of a county: how it described itself, and whether it could be reached."""

    __tablename__: ClassVar[str] = "exchange_peers"

    county: str = Field(primary_key=True)
    description: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    """What its signed description says: its keys, and the messages that it takes."""
    described_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    outdated: bool = False
    """Something came that the description does not explain: it is read again."""
    failures: int = 0
    next_at: datetime = Field(sa_type=DateTime(timezone=True))
    reached_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    code: str | None = None


class RefusedCount(SQLModel, table=True):
    """How often something was refused on a day; ``sender`` is the county that it claimed to be, where we know it."""

    __tablename__: ClassVar[str] = "exchange_refusals"

    day: date = Field(primary_key=True)
    sender: str = Field(primary_key=True)
    code: str = Field(primary_key=True)
    count: int
    last_at: datetime = Field(sa_type=DateTime(timezone=True))
