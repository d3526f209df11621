"""Groups below a village as they travel."""

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field

from services.registry.payloads import Name, Payload


class GroupEntry(Payload):
    """One group (村民小组): its three digits below the village, its name, and people who belong to it."""

    number: Annotated[int, Field(ge=1, le=999, strict=True)]
    name: Name
    members: Annotated[list[UUID], Field(default_factory=list, max_length=5000)]
    """Residents of the village who belong to the group from now on."""


class GroupList(Payload):
    """Groups of one village."""

    items: Annotated[list[GroupEntry], Field(min_length=1, max_length=999)]


class GroupOut(BaseModel):
    """A group as it stands."""

    code: str
    name: str
    people: int
