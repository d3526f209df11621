"""Webhooks as they travel. No secret ever leaves."""

from datetime import UTC, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from chassis.auth import Department

Url = Annotated[str, StringConstraints(min_length=8, max_length=500, pattern=r"^https?://[\x21-\x7e]+$")]
KindName = Annotated[str, StringConstraints(max_length=60, pattern=r"^[a-z.-]+$")]
Secret = Annotated[
    str,
    StringConstraints(max_length=120, pattern=r"^whsec_[A-Za-z0-9+/=]+$"),
    Field(description="部门生成的密钥：whsec_ 加 24 至 64 个随机字节的 base64 / made by the department"),
]


class Payload(BaseModel):
    """Nothing beside what is named."""

    model_config = ConfigDict(extra="forbid")


class WebhookEntry(Payload):
    """Where a client wants to be told, of what, and the secret that its messages are signed with."""

    client_id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._@-]{0,99}$")]
    url: Url
    kinds: Annotated[list[KindName], Field(min_length=1, max_length=20)]
    secret: Secret


class WebhookPatch(Payload):
    """What is to be changed; what is left out stays."""

    url: Url | None = None
    kinds: Annotated[list[KindName], Field(min_length=1, max_length=20)] | None = None


class WebhookSecret(Payload):
    """The next secret; the former one signs beside it for a while."""

    secret: Secret
    overlap_hours: Annotated[int, Field(ge=0, le=8760)] = 24


class ReplayAsked(Payload):
    """From when on everything is told once more."""

    # Within what every calendar and database can hold, in whatever zone.
    since: Annotated[AwareDatetime, Field(ge=datetime(2020, 1, 1, tzinfo=UTC), le=datetime(2100, 1, 1, tzinfo=UTC))]


class WebhookKindOut(BaseModel):
    """A kind, and the departments that may be told of it today."""

    kind: str
    zh: str
    en: str
    purpose: str
    resource: str
    departments: list[Department]


class WebhookOut(BaseModel):
    """One endpoint."""

    id: UUID
    client_id: str
    department: str
    url: str
    kinds: list[str]
    state: Literal["active", "disabled", "ended"] = Field(
        description="`disabled`：长期推送失败，须人工恢复 / failed for too long, until somebody enables it"
    )
    disabled_at: datetime | None
    failing_since: datetime | None
    former_secret_until: datetime | None
    waiting: int = Field(description="等待推送的条数 / deliveries that wait")
    created_at: datetime
    created_by: str
    revision: int


class AttemptOut(BaseModel):
    """One attempt: the status that was answered, or why there was no answer."""

    at: datetime
    status: int | None
    fault: str | None


class DeliveryOut(BaseModel):
    """One message on its way to one endpoint."""

    id: UUID
    message_id: UUID = Field(description="`webhook-id`：重试、重放不变 / the same whenever it is told")
    kind: str
    thing_id: UUID
    happened_at: datetime
    state: Literal["waiting", "delivered", "given-up", "withheld"]
    next_at: datetime | None
    ended_at: datetime | None
    attempts: list[AttemptOut]


class ReplayOut(BaseModel):
    """How many messages are told once more."""

    queued: int
