"""Building blocks of request bodies: unknown fields are refused, text is one line, dates are calendar dates."""

import re
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import Query
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from chassis import clock
from chassis.identifiers import is_division_code
from services.registry.code_tables import code_table
from services.registry.codes import ETHNIC_GROUPS, MARITAL_STATUSES
from services.registry.refused_fields import refuse_charter_fields

_PRINTABLE = r"^[^\x00-\x1f\x7f]*$"
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Payload(BaseModel):
    """A request body. A field that the charter rules out is refused with the rule, any other unknown one as such."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _refuse_charter_fields(cls, body: Any) -> Any:
        if isinstance(body, dict):
            refuse_charter_fields(body.keys() - cls.model_fields.keys())
        return body


def _calendar_date(value: Any) -> Any:
    # Numbers would be taken for seconds since 1970, and times of day would be cut off in silence.
    if isinstance(value, date) or (isinstance(value, str) and _ISO_DATE.fullmatch(value)):
        return value
    raise PydanticCustomError("bad_date", "日期应为 YYYY-MM-DD (a date is written YYYY-MM-DD)")


def _division(value: str) -> str:
    if not is_division_code(value):
        raise PydanticCustomError("bad_division", "区划代码应为12位数字 (a division code has 12 digits)")
    return value


def _one_of(codes: frozenset[str], name: str) -> AfterValidator:
    def check(value: str) -> str:
        if value not in codes:
            raise PydanticCustomError("unknown_code", "不是{name}中的代码 (not a code of {name})", {"name": name})
        return value

    return AfterValidator(check)


def _other_id_type(value: str) -> str:
    code = code_table("other_id_type", clock.today()).get(value.strip())
    if code is None:
        raise PydanticCustomError("unknown_code", "不是WS 364.3证件类型 (not a document type of WS 364.3)")
    return code


CalendarDate = Annotated[date, BeforeValidator(_calendar_date, json_schema_input_type=date)]
DivisionCode = Annotated[str, StringConstraints(pattern="^[0-9]{12}$"), AfterValidator(_division)]
Line = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=_PRINTABLE, strict=True)
]
Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60, pattern=_PRINTABLE, strict=True)
]
Number = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40, pattern=_PRINTABLE, strict=True)
]
Phone = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^\+?[0-9][0-9\- ]{4,19}$", strict=True)]
Sex = Literal[0, 1, 2, 9]
EthnicGroup = Annotated[str, _one_of(ETHNIC_GROUPS, "GB 3304")]
MaritalStatus = Annotated[str, _one_of(MARITAL_STATUSES, "GB/T 2261.2")]
OtherIdType = Annotated[str, Field(max_length=30, strict=True), AfterValidator(_other_id_type)]
"""WS 364.3 CV02.01.101: its code or a word of it (03, 护照), as in the import, so that both give one index."""
Relation = Annotated[str, StringConstraints(pattern="^[0-9]{2}$", strict=True)]
"""GB/T 4761, two digits."""

QueryCode = Annotated[str | None, Query(pattern="^[0-9]{12}$", description="A 12-digit division code.")]
QueryText = Annotated[str | None, Query(min_length=1, max_length=60, pattern=_PRINTABLE)]
AsOf = Annotated[
    CalendarDate | None,
    Query(description="How things stood on this day, by what is known now: a late registration counts from its day."),
]
KnownOn = Annotated[
    CalendarDate | None, Query(description="Count only what the register had recorded by the end of this day.")
]
