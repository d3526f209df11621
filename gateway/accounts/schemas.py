"""Accounts and sessions as they travel."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints


class SuspensionEntry(BaseModel):
    """Why an account is suspended."""

    model_config = ConfigDict(extra="forbid")

    reason: Annotated[
        str,
        StringConstraints(strip_whitespace=True, min_length=2, max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$"),
    ]


class AccountOut(BaseModel):
    """One account."""

    name: str
    kind: str
    role: str | None
    department: str | None
    division: str
    active: bool
    changed_at: datetime
    sessions: int
    second_factor: bool = Field(description="已绑定动态验证码 / a second factor is confirmed")


class SessionOut(BaseModel):
    """One session: an access token that has been issued and not ended."""

    id: UUID
    account: str
    issued_at: datetime
    expires_at: datetime
