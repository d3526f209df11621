"""Surveys, their samples, and answers that name nobody and lead to nobody."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel


class Resident(SQLModel, table=True):
    """Who lives where, for drawing samples: no name, no sex, nothing else."""

    __tablename__ = "survey_residents"

    person_id: UUID = Field(primary_key=True)
    division: str | None = None
    birth_date: date
    revision: int


class Survey(SQLModel, table=True):
    """One survey. The seed is published: with it anybody entitled can draw the sample again."""

    __tablename__ = "surveys"

    id: UUID = Field(primary_key=True)
    questionnaire: str
    questionnaire_version: int
    seed: str
    drawn_at: datetime
    drawn_by: str
    opens_on: date
    closes_on: date
    counted: bool = False
    """Whether its answers are in the figures: once it has closed."""


class Stratum(SQLModel, table=True):
    """One village of a survey: how many adults live there, and how many of them are asked."""

    __tablename__ = "survey_strata"

    survey_id: UUID = Field(primary_key=True)
    division: str = Field(primary_key=True)
    residents: int
    asked: int


class Asked(SQLModel, table=True):
    """One person who is asked. That they answered is known, and not what."""

    __tablename__ = "survey_samples"

    survey_id: UUID = Field(primary_key=True)
    person_id: UUID = Field(primary_key=True)
    division: str
    code_index: bytes
    answered: bool = False
    reward_given_on: date | None = None


class SurveyAnswer(SQLModel, table=True):
    """One answer sheet: of a village, of nobody. Its id is random, so that no order of time leads to the sample."""

    __tablename__ = "survey_answers"

    id: UUID = Field(primary_key=True)
    survey_id: UUID
    division: str | None = None
    mode: str
    interviewer: str | None = None
    seconds: int | None = None
    verdict: str
    answers: dict[str, Any] = Field(sa_column=Column(JSONB))
