"""Incidents as they are read."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, Field


class IncidentOut(BaseModel):
    """One incident."""

    id: UUID
    at: datetime
    kind: Literal["over-disclosure"] = Field(
        description="`over-disclosure`：服务要给的超出授权，已被网关拦截 / withheld by the gateway"
    )
    account: str
    department: str | None
    service: str
    route: str
    policy: str | None
    request_id: UUID
    fields: list[str] = Field(description="字段名称，没有内容 / names of fields, no values")
