"""What callers send and see of surveys."""

from datetime import date, datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

Choices = Annotated[
    dict[Annotated[str, Field(max_length=60)], Annotated[str, Field(max_length=60)]], Field(max_length=60)
]
Code = Annotated[str, Field(pattern=r"^[A-Z2-7]{16}$")]


class SurveyEntry(BaseModel):
    """Which questions are put, where, and when. Without a seed one is thrown."""

    model_config = ConfigDict(extra="forbid")

    questionnaire: str = Field(default="service", max_length=60)
    division: str = Field(pattern=r"^\d{12}$")
    opens_on: date
    closes_on: date
    seed: str | None = Field(default=None, min_length=8, max_length=100)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.closes_on < self.opens_on:
            raise ValueError("closes before it opens")
        return self


class StratumOut(BaseModel):
    """One village: its adults, how many are asked, how many answered."""

    division: str
    residents: int
    asked: int
    answered: int


class SurveyOut(BaseModel):
    """A survey with its seed."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    questionnaire: str
    questionnaire_version: int
    seed: str
    drawn_at: datetime
    drawn_by: str
    opens_on: date
    closes_on: date


class SurveyWhole(SurveyOut):
    """A survey with its villages."""

    strata: list[StratumOut]


class AskedOut(BaseModel):
    """Somebody to ask. The code goes to them: with it they answer by themselves, without an account."""

    person_id: UUID
    division: str
    code: str
    answered: bool
    reward_given_on: date | None


class AnswerEntry(BaseModel):
    """Answers by question; what is left out was not answered."""

    model_config = ConfigDict(extra="forbid")

    code: Code
    answers: Choices


class InterviewEntry(AnswerEntry):
    """An interview: by telephone, or from a sheet of paper; with how long it took."""

    mode: Literal["phone", "paper"]
    seconds: int | None = Field(default=None, ge=0, le=86_400)


class Taken(BaseModel):
    """What became of it: ``counted``, or kept apart as ``again``, ``late`` or ``out-of-sample``."""

    verdict: str


class RewardEntry(BaseModel):
    """Who was thanked."""

    model_config = ConfigDict(extra="forbid")

    person_id: UUID


class OptionOut(BaseModel):
    """One option."""

    id: str
    text_zh: str
    text_en: str


class QuestionOut(BaseModel):
    """One question; which of its options is right is not told with it."""

    question: str
    about: str
    text_zh: str
    text_en: str
    options: list[OptionOut]


class ResultOut(BaseModel):
    """One question's result in a place, weighted by village; null where too few answered to be shown."""

    division: str
    question: str
    about: str
    answers: int
    share: float | None
    low: float | None
    high: float | None


class DoubtOut(BaseModel):
    """An interviewer whose answers are to be looked at again, and why: ``fast``, ``straight``, ``alike``."""

    interviewer: str
    interviews: int
    reasons: list[str]


class ApartOut(BaseModel):
    """Answers that were kept apart, by why."""

    verdict: str
    answers: int
