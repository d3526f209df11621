"""Changes of access as they travel. No secret ever leaves."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field

State = Literal["open", "approved", "refused", "lapsed"]


class AccessChangeOut(BaseModel):
    """One change: what was proposed, by whom, and who decided."""

    id: UUID
    kind: str
    account: str
    told: dict[str, Any] = Field(description="变更内容，不含密钥 / what changes, without secrets")
    state: State
    proposed_at: datetime
    proposed_by: str
    lapses_at: datetime | None = Field(description="待批准的最迟时刻 / until when it can be decided")
    decided_at: datetime | None
    decided_by: str | None
