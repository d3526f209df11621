"""Changes of access as they travel. No secret ever leaves."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field

State = Literal["open", "approved", "refused"]


class AccessChangeOut(BaseModel):
    """One change: what was proposed, by whom, and who decided."""

    id: UUID
    kind: str
    account: str
    told: dict[str, Any] = Field(description="变更内容，不含密钥 / what changes, without secrets")
    state: State
    proposed_at: datetime
    proposed_by: str
    decided_at: datetime | None
    decided_by: str | None
