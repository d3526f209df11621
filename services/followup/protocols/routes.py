"""HTTP for protocols: what is offered, with the words to be agreed to. Nothing here is about a person."""

from datetime import date

from pydantic import BaseModel

from chassis import clock
from chassis.access import ALL_STAFF, access
from chassis.http import Router
from chassis.pagination import Page
from services.followup.protocols.catalogue import catalogue
from services.followup.protocols.model import Place, Protocol, Subject, Trigger

router = Router(tags=["protocols"])


class TextSeen(BaseModel, from_attributes=True):
    """Words in both languages."""

    zh: str
    en: str


class ConsentTextSeen(TextSeen):
    """What a person is told before they agree."""

    version: str


class RecordSeen(BaseModel, from_attributes=True):
    """Something a visit may note down in structured form."""

    id: str
    title: TextSeen
    type: str
    unit: str | None


class StepSeen(BaseModel, from_attributes=True):
    """One visit of a protocol; spans are ISO 8601 after the anchor."""

    id: str
    title: TextSeen
    place: Place
    earliest: str
    due: str
    latest: str
    records: list[RecordSeen]


class ProtocolSeen(BaseModel, from_attributes=True):
    """One protocol in the version that is offered today."""

    id: str
    version: int
    effective_from: date
    effective_to: date | None
    title: TextSeen
    triggers: list[Trigger]
    subject: Subject
    anchor: TextSeen
    consent_text: ConsentTextSeen
    sources: dict[str, str]
    steps: list[StepSeen]


@router.get("/protocols")
@access(staff=ALL_STAFF)
async def get_protocols() -> Page[ProtocolSeen]:
    """What is offered today. All of it fits on one page."""
    offered: list[Protocol] = catalogue().in_force(clock.today())
    return Page(items=[ProtocolSeen.model_validate(protocol) for protocol in offered])
