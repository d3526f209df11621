"""Impact assessments as they travel."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Activity = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{1,59}$")]
Words = Annotated[str, StringConstraints(min_length=1, max_length=4000, pattern=r"^[^\x00]+$")]
Line = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00\r\n]+$")]
Reason = Literal["sensitive", "automated-decision", "disclosure", "abroad", "major-effect"]
Decision = Literal["go-ahead", "with-measures", "stop"]


class AssessmentEntry(BaseModel):
    """An assessment of a processing activity, with what article 56 asks for."""

    model_config = ConfigDict(extra="forbid")

    activity: Activity
    name: Line
    reasons: Annotated[
        list[Reason],
        Field(min_length=1, max_length=5, description="个人信息保护法第五十五条各项 / the cases of article 55"),
    ]
    categories: Annotated[list[Line], Field(min_length=1, max_length=50, description="处理的信息种类")]
    recipients: Annotated[list[Line], Field(max_length=50, description="提供给谁")] = []
    legal_basis: Line
    necessity: Annotated[Words, Field(description="目的、方式是否合法、正当、必要（第五十六条第一项）")]
    risks: Annotated[Words, Field(description="对个人权益的影响及安全风险（第二项）")]
    measures: Annotated[Words, Field(description="保护措施是否合法、有效并与风险相适应（第三项）")]


class AssessmentDecision(BaseModel):
    """What was decided, why, and when it is looked at again."""

    model_config = ConfigDict(extra="forbid")

    decision: Decision
    grounds: Words
    review_on: date


class AssessmentOut(BaseModel):
    """One version."""

    activity: str
    version: int
    name: str
    reasons: list[Reason]
    categories: list[str]
    recipients: list[str]
    legal_basis: str
    necessity: str
    risks: str
    measures: str
    assessed_at: datetime
    assessed_by: str
    decision: Decision | None
    decided_at: datetime | None
    decided_by: str | None
    grounds: str | None
    review_on: date | None
    due: bool = Field(description="须决定，或复核日期已到 / waits for a decision, or its review is due")
