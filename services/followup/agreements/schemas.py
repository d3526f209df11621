"""How an agreement is told."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.followup.plans.rules import GivenBy


class Agreement(BaseModel):
    """Who said yes, how, to which words, and when; for a child under 14 the guardian does (PIPL art. 29, 31)."""

    model_config = ConfigDict(extra="forbid")

    given_by: GivenBy
    guardian_id: Annotated[UUID | None, Field(description="The guardian in the register, where one agreed.")] = None
    how: Literal["paper", "spoken", "app"]
    text_version: Annotated[str, Field(max_length=20, examples=["1"])]
    given_on: Annotated[date | None, Field(description="Today unless given; a paper may be older.")] = None
