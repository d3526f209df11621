"""What devices fetch and send."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.followup.visits.rules import VisitState
from services.followup.visits.schemas import OutcomeGiven

Result = Literal["recorded", "repeated", "kept-beside", "refused"]


class SyncPulled(BaseModel):
    """A worker's open visits up to ``until``, compact: each visit is a row of ``columns``; ``step`` points into
    ``steps``. ``left_off`` visits did not fit; they come when some of these are done."""

    day: date
    until: date
    columns: list[str]
    visits: list[list[Any]]
    steps: list[dict[str, Any]]
    left_off: int


class SyncEntry(OutcomeGiven):
    """An outcome, with the id that the device gave it and will send again until it is answered."""

    client_id: UUID
    visit_id: UUID


class SyncPushed(BaseModel):
    """Entries in the order in which they were made."""

    model_config = ConfigDict(extra="forbid")

    entries: Annotated[list[SyncEntry], Field(max_length=100)]


class EntryResult(BaseModel):
    """What became of an entry.

    ``recorded``; ``repeated`` (known already); ``kept-beside`` (the visit had come to its outcome: both are kept, and
    ``state`` says how it stands); ``refused``, with the problem.
    """

    client_id: UUID
    visit_id: UUID
    result: Result
    state: VisitState | None = None
    revision: int | None = None
    problem: dict[str, Any] | None = None


class SyncAnswer(BaseModel):
    """One result for each entry, in the same order."""

    results: list[EntryResult]
