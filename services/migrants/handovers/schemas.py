"""Handovers as they travel over HTTP."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from services.migrants.handovers.rules import Side, State, Step, Waiting
from services.migrants.movements.schemas import Day, DivisionCode

_STRICT = ConfigDict(extra="forbid")
Words = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400, pattern=r"^[^\x00-\x1f\x7f]*$")
]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000, pattern=r"^[^\x00]*$")]
Kind = Literal["care-plan", "referral", "benefit"]


class HealthConsent(BaseModel):
    """What the care team there is told, and the person's separate consent to it (a guardian's for a child under 14)."""

    model_config = _STRICT

    words: Text
    given_by: Literal["self", "guardian"]
    given_on: Day | None = None
    text_version: Annotated[str, Field(min_length=1, max_length=20, pattern=r"^[^\x00-\x1f\x7f]*$")]


class PersonEntry(BaseModel):
    """Somebody who moved. Each dependant is an entry of their own."""

    model_config = _STRICT

    person_id: UUID
    dependant: bool = False
    citizen_number: Annotated[
        str | None, Field(pattern=r"^[0-9]{17}[0-9X]$", description="If the person wants it told, to be found there.")
    ] = None
    health: HealthConsent | None = None


class ServiceEntry(BaseModel):
    """A service by name. `care-plan` and `referral` are told only with the person's separate consent (C8)."""

    model_config = _STRICT

    person_id: UUID
    kind: Kind
    kept_as: Annotated[UUID, Field(description="The plan, referral or entitlement in the service that keeps it.")]
    words: Words
    stays: Annotated[
        bool, Field(description="Benefits alone: paid where the household is registered, so told of and not moved.")
    ] = False


class HandoverEntryBody(BaseModel):
    """An offer to the county where people live now."""

    model_config = _STRICT

    agreed_by_person: Annotated[bool, Field(description="The person wants it; else nothing is offered (C8).")]
    to_division: DivisionCode
    people: Annotated[list[PersonEntry], Field(min_length=1, max_length=40)]
    services: Annotated[list[ServiceEntry], Field(max_length=200)] = []
    children_behind: Annotated[list[UUID], Field(max_length=40, description="Children who did not come along.")] = []


class FoundHere(BaseModel):
    """Who a person of the offer is in this register."""

    model_config = _STRICT

    ref: UUID
    person_id: UUID


class Acceptance(BaseModel):
    """Everybody named in the offer, as entered in this register."""

    model_config = _STRICT

    people: Annotated[list[FoundHere], Field(min_length=1, max_length=40)]


class Declining(BaseModel):
    """Why this county does not take it: a code of `policy.yaml`, and words for the other desk."""

    model_config = _STRICT

    code: Annotated[str, Field(max_length=40)]
    note: Annotated[str, Field(max_length=400, pattern=r"^[^\x00]*$")] = ""


class PersonSeen(BaseModel):
    """Somebody named in a handover; `told` as the other county describes them."""

    ref: UUID
    person_id: UUID | None
    dependant: bool
    name: str | None
    birth_date: date | None
    registered_division: str | None
    citizen_number: str | None
    health_agreed_on: date | None


class ServiceSeen(BaseModel):
    """A service named in a handover."""

    ref: UUID
    person_ref: UUID
    kind: Kind
    stays: bool
    words: str | None
    taken_up_on: date | None


class EntrySeen(BaseModel, from_attributes=True):
    """A line of the log."""

    at: datetime
    step: Step | Literal["offer", "noted", "remind"]
    state: State
    by: str


class ReceiptSeen(BaseModel, from_attributes=True):
    """How far a message of ours got."""

    type: str
    status: str
    code: str | None
    queued_at: datetime
    settled_at: datetime | None


class HandoverShort(BaseModel, from_attributes=True):
    """A handover without its people."""

    id: UUID
    side: Side
    peer: str
    state: State
    from_division: str
    to_division: str
    offered_on: date
    answer_by: date
    closed_on: date | None
    reason: str | None
    revision: int


class HandoverSeen(HandoverShort):
    """A handover with everything that this side knows. `responsible` is the county (six digits) that is."""

    responsible: str
    note: str | None
    people: list[PersonSeen]
    services: list[ServiceSeen]
    log: list[EntrySeen]
    receipts: list[ReceiptSeen]


class HealthSeen(BaseModel):
    """What the other county's care team wrote; the reading is in the log that the person can see."""

    ref: UUID
    words: str | None


class NumberSeen(BaseModel):
    """The whole citizen number, where the person wanted it told; the reading is logged."""

    ref: UUID
    citizen_number: str | None


class WaitingSeen(BaseModel):
    """What a handover waits for, and on which county."""

    handover_id: UUID
    waits_for: Waiting
    waits_on: str
    ours: bool
    since: date
    due_on: date | None
    overdue: bool
    reminded_days: int | None
