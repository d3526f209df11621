"""Plans and the consents that started them."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import DateTime
from sqlmodel import Field

from services.followup.tables import FollowupTable


class Plan(FollowupTable, table=True):
    """One protocol offered to one person, and what became of the offer. No reason for a refusal is ever kept."""

    __tablename__: ClassVar[str] = "plans"

    id: UUID = Field(primary_key=True)
    person_id: UUID
    protocol: str
    version: int
    anchor_on: date
    """The date that all visits count from."""
    round: int = 1
    """Grows when the plan starts anew under another version of its protocol."""
    origin: str
    """Why it was offered: ``birth``, ``request``, ``referral`` or ``age``."""
    origin_id: UUID
    """The birth, the plan itself (a request), or the visit that ended in a referral: one plan for each, ever."""
    origin_event: UUID | None = None
    """The event that told of it, where one did."""
    state: str
    division: str
    """Where the person lives, as far as known when this was last written."""
    county: str
    """The six digits of the county that gives this care; see ``follow_people``."""
    place_revision: int = 0
    life_revision: int = 0
    """The registry's revisions that this row has taken in: older ones, seen again in a rebuild, change nothing."""
    offered_at: datetime = Field(sa_type=DateTime(timezone=True))
    closed_on: date | None = None
    reopened_on: date | None = None
    """When the registry took a birth or a death back that had ended the plan, and care went on."""
    anchor_corrected_on: date | None = None
    """When the registry corrected the birth that the plan counts from."""
    superseded_by: UUID | None = None
    """The plan of the same care that goes on in its place, since two entries of one person were merged."""
    revision: int = 1


class Consent(FollowupTable, table=True):
    """Who agreed to a plan, how, and to which words (PIPL art. 14, 29, 31)."""

    __tablename__: ClassVar[str] = "consents"

    plan_id: UUID = Field(primary_key=True)
    given_by: str
    guardian_id: UUID | None = None
    how: str
    text_version: str
    given_on: date
    recorded_by: str
    recorded_at: datetime = Field(sa_type=DateTime(timezone=True))
