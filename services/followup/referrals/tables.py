"""Referrals."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlmodel import Field

from services.followup.agreements.tables import Agreed
from services.followup.tables import FollowupTable


class Referral(Agreed, FollowupTable, table=True):
    """One referral of one person to one provider. The agreement is to tell this provider, and no other."""

    __tablename__: ClassVar[str] = "referrals"

    id: UUID = Field(primary_key=True)
    person_id: UUID
    visit_id: UUID | None = None
    """The visit that ended in it, where one did."""
    instead_of: UUID | None = None
    """The referral that another provider turned down or left unanswered."""
    site_id: UUID
    division: str
    """Where the person lived when it was made: the figures count it there."""
    state: str
    made_on: date
    answer_due_on: date
    accepted_on: date | None = None
    closed_on: date | None = None
    content: bytes | None = None
    """Sealed (context ``referral.content``): why."""
    answer_content: bytes | None = None
    """Sealed (context ``referral.answer``): what the provider answered."""
    revision: int = 1
