"""Who can consent to what, and when a consent stands. Pure (PIPL art. 14–16, 29, 31)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from services.registry.findings import Finding

GivenBy = Literal["self", "guardian"]

OF_AGE = 18
"""Years. A guardian is of age (Civil Code art. 17, 18)."""


@dataclass(frozen=True, slots=True)
class Giving:
    """A consent as somebody states that it was given."""

    person_id: UUID
    birth_date: date
    living: bool
    given_by: GivenBy
    given_on: date
    guardian_id: UUID | None = None
    guardian_birth_date: date | None = None
    guardian_living: bool = True


def age_on(birth_date: date, day: date) -> int:
    """Completed years of life on ``day``; a birthday counts from that day on."""
    before_birthday = (day.month, day.day) < (birth_date.month, birth_date.day)
    return day.year - birth_date.year - before_birthday


def findings(giving: Giving, today: date, guardian_below: int) -> list[Finding]:
    """Every fault of a consent that is to be recorded."""
    return [*_of_day(giving, today), *_of_giver(giving, guardian_below), *_of_guardian(giving)]


def _of_day(giving: Giving, today: date) -> Iterable[Finding]:
    if giving.given_on > today:
        yield Finding("given_on", "in_future", "日期在未来", "the day lies in the future")
    elif giving.given_on < giving.birth_date:
        yield Finding("given_on", "before_birth", "日期早于出生", "the day lies before the birth")
    if not giving.living:
        yield Finding("given_by", "not_living", "此人已登记死亡", "the person is registered as dead")


def _of_giver(giving: Giving, guardian_below: int) -> Iterable[Finding]:
    if giving.given_by == "self" and age_on(giving.birth_date, giving.given_on) < guardian_below:
        zh, en = f"不满{guardian_below}周岁须由监护人同意", f"below {guardian_below} a guardian consents"
        yield Finding("given_by", "guardian_needed", zh, en)


def _of_guardian(giving: Giving) -> Iterable[Finding]:
    if giving.given_by == "self":
        if giving.guardian_id is not None:
            yield Finding("guardian_id", "not_by_guardian", "本人同意时不填监护人", "the person consented themselves")
        return
    if giving.guardian_id is None:
        yield Finding("guardian_id", "guardian_missing", "请填写监护人", "name the guardian")
        return
    if giving.guardian_id == giving.person_id:
        yield Finding("guardian_id", "own_guardian", "不能是自己的监护人", "nobody is their own guardian")
    elif giving.guardian_birth_date is None:
        yield Finding("guardian_id", "unknown_guardian", "没有登记这位监护人", "the guardian is not in the register")
    elif not giving.guardian_living or age_on(giving.guardian_birth_date, giving.given_on) < OF_AGE:
        yield Finding("guardian_id", "no_guardian", "监护人须在世且成年", "a guardian is living and of age")


def asks_again(given_by: str, birth_date: date, today: date, guardian_below: int, *, withdrawn: bool) -> bool:
    """Whether a guardian's consent should be asked of the young person now, who has come of age for it."""
    return given_by == "guardian" and not withdrawn and age_on(birth_date, today) >= guardian_below
