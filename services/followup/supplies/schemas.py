"""Requests and answers about supplies. No request has a place for a name."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.followup.supplies.rules import Kind, WriteOff

_STRICT = ConfigDict(extra="forbid")
Quantity = Annotated[int, Field(ge=1, le=1_000_000)]
Day = Annotated[date | None, Field(description="Today unless given.")]


class LotReceived(BaseModel):
    """Units that came in."""

    model_config = _STRICT

    item: Annotated[str, Field(max_length=40)]
    lot_number: Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[^\x00]+$")]
    expires_on: date
    quantity: Quantity
    received_on: Day = None


class HandOut(BaseModel):
    """Units that somebody asked for and took along. Who it was is nobody's business."""

    model_config = _STRICT

    item: Annotated[str, Field(max_length=40)]
    quantity: Quantity


class Adjustment(BaseModel):
    """Units that a count or a look at the shelf found gone, spoilt, or there after all."""

    model_config = _STRICT

    kind: WriteOff | Literal["found"]
    quantity: Quantity


class Title(BaseModel, from_attributes=True):
    """In both languages."""

    zh: str
    en: str


class ItemSeen(BaseModel, from_attributes=True):
    """One kind of supply."""

    id: str
    title: Title
    unit: Title
    most_at_once: int


class LotSeen(BaseModel, from_attributes=True):
    """One lot at one site. ``usable``: not expired today."""

    id: UUID
    site_id: UUID
    item: str
    lot_number: str
    expires_on: date
    on_hand: int
    usable: bool


class TakenSeen(BaseModel):
    """What to take from the shelf, first lot first."""

    lot_id: UUID
    lot_number: str
    expires_on: date
    quantity: int


class HandedOut(BaseModel):
    """From which lots the units come, and how many stay."""

    item: str
    quantity: int
    lots: list[TakenSeen]
    left: Annotated[int, Field(description="Usable units of this item that stay at the site.")]


class MovementSeen(BaseModel, from_attributes=True):
    """Units that came (+) or went (-)."""

    id: UUID
    lot_id: UUID
    item: str
    lot_number: str
    kind: Kind
    quantity: int
    moved_on: date
    recorded_at: datetime
