"""Requests and answers about referrals."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.followup.agreements.schemas import Agreement
from services.followup.referrals.rules import ReferralState

_STRICT = ConfigDict(extra="forbid")


class Reason(BaseModel):
    """Why somebody is referred: sealed, for both care teams."""

    model_config = _STRICT

    note: Annotated[str, Field(min_length=1, max_length=4000)]


class Answer(BaseModel):
    """What the provider answers. ``answered_on`` is the day of the answer; today unless given."""

    model_config = _STRICT

    note: Annotated[str, Field(max_length=4000)] = ""
    answered_on: date | None = None


class ReferralAskedFor(Agreement):
    """A referral, with the person's consent that this provider is told why."""

    person_id: UUID
    site_id: Annotated[UUID, Field(description="The provider: any site.")]
    visit_id: Annotated[UUID | None, Field(description="The visit that ended in it, where one did.")] = None
    instead_of: Annotated[UUID | None, Field(description="The referral that this one takes the place of.")] = None
    made_on: Annotated[date | None, Field(description="Today unless given.")] = None
    content: Reason


class ReferralSeen(BaseModel, from_attributes=True):
    """A referral and how it stands; never with its content."""

    id: UUID
    person_id: UUID
    visit_id: UUID | None
    instead_of: UUID | None
    site_id: UUID
    state: ReferralState
    made_on: date
    answer_due_on: date
    accepted_on: date | None
    closed_on: date | None
    revision: int


class ReferralContent(BaseModel):
    """Why, and what was answered; null where there is none or it has been erased."""

    referral_id: UUID
    reason: str | None
    answer: str | None


class ToMake(BaseModel):
    """A visit that ended in a referral of which none was made yet."""

    visit_id: UUID
    person_id: UUID
    referred_on: date
