"""Households as they travel."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from services.registry.documents.keep_document import OnPaper
from services.registry.payloads import DivisionCode, Line, Number, Payload, Relation


class HouseholdOut(BaseModel):
    """A household. Its members are listed under ``/households/{id}/members``."""

    id: UUID
    revision: int
    number: str
    registered_division: str
    kind: str
    head_id: UUID | None


class HouseholdEntry(OnPaper):
    """A household to be opened."""

    number: Number
    registered_division: DivisionCode
    kind: Literal["family", "institution"] = "family"
    head_id: UUID | None = None
    """A person who is in no household; becomes its first member."""
    reason: Line = "open-household"


class MemberEntry(OnPaper):
    """A person to be taken in."""

    person_id: UUID
    relation_to_head: Relation | None = None
    reason: Line = "join-household"


class LeaveEntry(OnPaper):
    """The member who leaves."""

    person_id: UUID
    reason: Line = "leave-household"


class HeadEntry(OnPaper):
    """The member who becomes head, and how the former head is related to them."""

    person_id: UUID
    former_head_relation: Relation | None = None
    reason: Line = "change-head"


class RelatedMember(Payload):
    """Somebody who goes over, and how they are related to the head of the household that they come into."""

    person_id: UUID
    relation_to_head: Relation | None = None


class HouseholdSplit(OnPaper):
    """Who leaves together, and the household that they form. One of them may be named head (relation ``02``)."""

    number: Number
    members: Annotated[list[RelatedMember], Field(min_length=1, max_length=50)]
    registered_division: DivisionCode | None = None
    reason: Line = "split-household"


class HouseholdJoin(OnPaper):
    """The household whose members come in, and how some or all of them are related to the head."""

    household_id: UUID
    members: Annotated[list[RelatedMember], Field(max_length=200, default_factory=list)]
    reason: Line = "join-households"
