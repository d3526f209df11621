"""Households as they travel."""

from typing import Literal
from uuid import UUID

from pydantic import BaseModel

from services.registry.payloads import DivisionCode, Line, Number, Payload, Relation


class HouseholdOut(BaseModel):
    """A household. Its members are listed under ``/households/{id}/members``."""

    id: UUID
    revision: int
    number: str
    registered_division: str
    kind: str
    head_id: UUID | None


class HouseholdEntry(Payload):
    """A household to be opened."""

    number: Number
    registered_division: DivisionCode
    kind: Literal["family", "institution"] = "family"
    head_id: UUID | None = None
    """A person who is in no household; becomes its first member."""


class MemberEntry(Payload):
    """A person to be taken in."""

    person_id: UUID
    relation_to_head: Relation | None = None
    reason: Line = "join-household"


class HeadEntry(Payload):
    """The member who becomes head, and how the former head is related to them."""

    person_id: UUID
    former_head_relation: Relation | None = None
    reason: Line = "change-head"
