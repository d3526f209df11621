"""Requests and answers about changes of payee."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.incentives.payees.rules import ChangeState, Ground
from services.incentives.text_fields import Line


class Paper(BaseModel):
    """A paper that was shown, and where a copy lies."""

    model_config = ConfigDict(extra="forbid")

    title: Line
    reference: Line


class PayeeProposed(BaseModel):
    """Who is to be paid from now on, on what ground, and what shows it."""

    model_config = ConfigDict(extra="forbid")

    payee_id: UUID
    ground: Annotated[
        Ground,
        Field(description="`survivor` or `heir` of somebody who died; another `guardian` of a child."),
    ]
    documents: Annotated[list[Paper], Field(min_length=1, max_length=20)]


class PayeeDecided(BaseModel):
    """The decision of somebody else than who proposed it."""

    model_config = ConfigDict(extra="forbid")

    outcome: Literal["done", "refused"]


class PayeeChangeSeen(BaseModel, from_attributes=True):
    """One change of payee and how it stands."""

    id: UUID
    entitlement_id: UUID
    from_payee_id: UUID
    to_payee_id: UUID
    ground: Ground
    documents: Annotated[list[dict[str, str]], Field(description="Empty members once they were kept long enough.")]
    state: ChangeState
    proposed_by: str
    proposed_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    revision: int
