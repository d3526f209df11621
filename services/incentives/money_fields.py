"""Building blocks of requests about money: whole fen above nothing, one line of text, codes, calendar days."""

import re
from datetime import date
from typing import Annotated, Any

from fastapi import Path
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from chassis.auth import Role

MONEY: tuple[Role, ...] = ("county-admin", "county-officer", "finance-officer")
"""Who moves money. Which of them makes, approves and releases is free; that they are three people is not."""
MONEY_READERS: tuple[Role, ...] = (*MONEY, "auditor")

MOST_FEN = 10**15
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LINE = r"^[^\x00-\x1f\x7f]*$"


class Payload(BaseModel):
    """A request body; a field that is not known is refused, never ignored."""

    model_config = ConfigDict(extra="forbid")


class Answer(BaseModel):
    """An answer read from a row."""

    model_config = ConfigDict(from_attributes=True)


def _whole(value: Any) -> Any:
    # 1.0, "100" and true are refused too: money is written as whole fen, or it was meant otherwise.
    if type(value) is not int:
        raise PydanticCustomError("bad_amount", "金额以分为单位，写整数 (amounts are whole fen)")
    return value


def _calendar_day(value: Any) -> Any:
    if isinstance(value, date) or (isinstance(value, str) and _DATE.fullmatch(value)):
        return value
    raise PydanticCustomError("bad_date", "日期应为 YYYY-MM-DD (a date is written YYYY-MM-DD)")


Fen = Annotated[int, BeforeValidator(_whole), Field(ge=1, le=MOST_FEN, description="Fen, whole and above nothing.")]
SignedFen = Annotated[int, BeforeValidator(_whole), Field(ge=-MOST_FEN, le=MOST_FEN)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=_LINE)]
ShortLine = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60, pattern=_LINE)]
Day = Annotated[date, BeforeValidator(_calendar_day), Field(ge=date(2000, 1, 1), le=date(2100, 12, 31))]
FundCode = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{1,39}$")]
FundPath = Annotated[str, Path(pattern=r"^[a-z][a-z0-9-]{1,39}$")]
YearPath = Annotated[int, Path(ge=2000, le=2100)]
BankCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{12}$")]
"""联行号: the bank's number in China's payment system (CNAPS)."""
