"""Policies and simulations as they travel."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

import msgspec
from pydantic import BaseModel, Field

from chassis.auth import Department
from gateway.disclosure.compare import Change
from gateway.disclosure.policies import Policy


class LegalBasisOut(BaseModel):
    """The provision that a disclosure rests on."""

    law: str
    article: str


class RowConditionOut(BaseModel):
    """What a row must fulfil to be shown; all that are given must hold."""

    field: str
    one_of: list[str | int | bool | None] | None = None
    younger_than: int | None = None
    aged_at_least: int | None = None
    in_own_division: bool = False


class PolicyOut(BaseModel):
    """One version of a disclosure policy."""

    id: str
    version: int
    department: Department
    purpose: str
    resource: str
    fields: list[str]
    rows: list[RowConditionOut]
    lookups: list[str]
    legal_basis: list[LegalBasisOut]
    case_reference: bool
    per_day: int = Field(description="每个客户端每日查询次数上限 / look-ups a client may make a day")
    retention_days: int = Field(description="接收部门最长保存天数 / how long the recipient may keep what it saw")
    effective_from: date
    effective_to: date | None
    digest: str = Field(description="SHA-256 of what the version says; receipts name it.")


class ChangeOut(BaseModel):
    """One member that differs between two versions."""

    member: str
    added: list[str]
    removed: list[str]
    before: Any
    after: Any


class SimulationAsked(BaseModel):
    """Whose eyes to look through, at whom, and on which day (today where none is given)."""

    department: Department
    purpose: Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[a-z-]+$")]
    person_id: UUID
    on: Annotated[date, Field(ge=date(2000, 1, 1), le=date(2100, 1, 1))] | None = None


class ShownBesides(BaseModel):
    """Something else of the person that the same purpose opens, and the fields of it."""

    policy: str
    resource: str
    fields: list[str]


class SimulationOut(BaseModel):
    """What the department would see."""

    policy: PolicyOut
    on: date
    visible: bool = Field(description="假时该部门得到“未找到” / where false, it is told that there is nobody")
    failing: list[RowConditionOut]
    fields: list[str]
    values: dict[str, Any] | None = Field(description="审计员看不到内容 / null for auditors, who see names alone")
    besides: list[ShownBesides] = Field(description="该用途还能看的其他内容 / what else the purpose opens")


def show_policy(policy: Policy) -> PolicyOut:
    """As an answer shows it."""
    told = msgspec.to_builtins(policy)
    told |= {"per_day": policy.quota.per_day, "retention_days": policy.retention.days, "digest": policy.digest}
    return PolicyOut.model_validate(told)


def show_change(change: Change) -> ChangeOut:
    """As an answer shows it."""
    return ChangeOut.model_validate(msgspec.to_builtins(change))
