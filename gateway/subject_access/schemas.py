"""What people ask about their own data, and what they are told."""

from datetime import date, datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

Kind = Literal["explanation", "copy", "correction", "withdrawal", "erasure"]
State = Literal["open", "overdue", "answered"]
Outcome = Literal["granted", "partly", "refused"]
# Lines and tabs are words too; other control characters are not.
_WRITTEN = r"^[^\x00-\x08\x0b-\x1f\x7f]*$"
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000, pattern=_WRITTEN)]
Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=_WRITTEN)]


class Payload(BaseModel):
    """Nothing beside what is named."""

    model_config = ConfigDict(extra="forbid")


class RightsRequestEntry(Payload):
    """A request, taken down at the desk."""

    kind: Kind
    asked_by: Literal["self", "guardian", "representative"]
    document: Annotated[Short | None, Field(description="所凭材料 / the paper it is asked on")] = None
    words: Annotated[Words, Field(description="请求内容，按本人原话 / what is asked, in the person's own words")]
    asked_on: Annotated[date | None, Field(ge=date(2021, 11, 1), le=date(2100, 1, 1))] = None
    """The day it was asked, where it is taken down later; the deadline counts from it."""


class AnswerEntry(Payload):
    """The answer. Whatever is not granted as a whole has its reason (PIPL art. 50)."""

    outcome: Outcome
    reason: Words | None = None
    reference: Annotated[Short | None, Field(description="办理结果的编号 / where it was carried out")] = None

    @model_validator(mode="after")
    def _is_reasoned(self) -> Self:
        if self.outcome != "granted" and self.reason is None:
            raise PydanticCustomError(
                "reason_missing", "不同意或部分同意须说明理由 (what is not granted as a whole needs a reason)"
            )
        return self


class RightsRequestOut(BaseModel):
    """One request."""

    id: UUID
    person_id: UUID
    kind: Kind
    asked_by: str
    document: str | None
    words: str
    asked_on: date
    answer_by: date
    answer_by_source: str
    overdue: bool
    outcome: Outcome | None
    reason: str | None
    reference: str | None
    answered_at: datetime | None
    revision: int


class Looked(BaseModel):
    """One access to the person's data, in words that the person can read."""

    id: UUID
    at: datetime
    who_zh: str
    who_en: str
    why_zh: str
    why_en: str
    legal_basis: list[str]
    fields: list[str] | None = Field(description="部门看到的项目；工作人员为空 / what a department was shown")
    case_reference: str | None
    answered: bool = Field(description="假时被拒绝，没有看到 / where false, the access was refused")
    receipt: bool = Field(description="有签名收据可取 / a signed receipt can be had")


class Section(BaseModel):
    """One part of the copy."""

    name: str
    zh: str
    en: str
    held: Any = Field(description="所存内容；取不到时为空 / what is held; null where it could not be had")
    missing: str | None = Field(description="取不到的原因 / why it could not be had")


class CopyOut(BaseModel):
    """A copy of what is held about a person (PIPL art. 45)."""

    person_id: UUID
    made_at: datetime
    sections: list[Section]
    elsewhere_zh: str
    elsewhere_en: str
