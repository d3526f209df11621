"""Consents and notices as they travel."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from services.registry.consents.rules import GivenBy
from services.registry.documents.keep_document import DocumentEntry
from services.registry.payloads import CalendarDate, Line, Payload

How = Literal["paper", "spoken", "online"]


class TextOut(BaseModel):
    """A text in use."""

    kind: Literal["consent", "notice"]
    purpose: str
    version: int
    used_since: date
    zh: str
    en: str
    basis: str | None


class ConsentEntry(Payload):
    """A consent that was given, to one purpose and one version of its text."""

    purpose: Line
    text_version: Annotated[int, Field(ge=1)]
    given_by: GivenBy
    guardian_id: UUID | None = None
    how: How
    document: DocumentEntry | None = None
    given_on: CalendarDate | None = None


class ConsentOut(BaseModel):
    """A consent. ``ask_again`` says that the young person should now be asked in place of their guardian."""

    id: UUID
    person_id: UUID
    purpose: str
    text_version: int
    given_by: GivenBy
    guardian_id: UUID | None
    how: How
    given_on: date
    recorded_by: str
    recorded_at: datetime
    stands: bool
    ask_again: bool
    withdrawn_at: datetime | None


class NoticeEntry(Payload):
    """A notice that was given."""

    purpose: Line
    text_version: Annotated[int, Field(ge=1)]
    how: How
    told: GivenBy
    given_on: CalendarDate | None = None


class NoticeOut(BaseModel):
    """A notice, in the words that were used."""

    id: UUID
    person_id: UUID
    purpose: str
    text_version: int
    how: How
    told: GivenBy
    given_on: date
    recorded_by: str
    recorded_at: datetime
