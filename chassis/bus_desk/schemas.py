"""What the desk shows and takes."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

State = Literal["open", "replayed", "discarded"]


class TopicLag(BaseModel):
    """A topic that the service listens to. ``behind`` is null where the bus did not answer."""

    topic: str
    behind: int | None


class BusState(BaseModel):
    """How a service stands with the bus."""

    service: str
    waiting: Annotated[int, Field(description="Events of the service that are not on the bus yet.")]
    oldest_seconds: float
    dead_letters: Annotated[int, Field(description="Open ones.")]
    topics: list[TopicLag]


class DeadLetterSeen(BaseModel):
    """An event that could not be processed. ``fault`` is its kind alone: the words may quote somebody's data."""

    id: int
    consumer: str
    topic: str
    type: str
    key: str
    fault: str
    attempts: int
    state: State
    blocked_by: Annotated[int | None, Field(description="The dead letter of the same key that it waits for.")]
    replay_requested_at: datetime | None
    created_at: datetime
    settled_at: datetime | None


class DeadLetterInFull(DeadLetterSeen):
    """With the reason in full and the event itself. Looking is recorded."""

    reason: str
    event: Any


class DeadLetterDecision(BaseModel):
    """Apply it again, with all that waits behind it; or give it up for good, with the reason why."""

    model_config = ConfigDict(extra="forbid")

    decision: Literal["replay", "discard"]
    grounds: Annotated[str, Field(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")] = ""
