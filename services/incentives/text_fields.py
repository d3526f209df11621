"""Kinds of fields that several requests have."""

from datetime import date
from typing import Annotated

from fastapi import Query
from pydantic import AfterValidator, Field

Line = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f]+$")]
Lines = Annotated[str, Field(min_length=1, max_length=1000, pattern=r"^[^\x00]+$")]


def _plain(day: date) -> date:
    if not 1900 <= day.year <= 2200:
        raise ValueError("between 1900 and 2200")
    return day


PlainDay = Annotated[date, AfterValidator(_plain)]
CycleYear = Annotated[int, Field(ge=2000, le=2200, description="The cycle's year.")]
SchemeId = Annotated[str, Field(max_length=60, pattern=r"^[a-z0-9-]+$", examples=["childcare-subsidy"])]
Division = Annotated[
    str | None, Query(max_length=12, description="A division in the caller's scope; default all of it.")
]
# An answer names everybody whom it tells of, for the log that they can read (C9); a header holds this many.
ListLimit = Annotated[int, Query(ge=1, le=200, description="How many items at most.")]
