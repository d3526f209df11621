"""What can be true of one person: pure, and the same for every way into the register."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from chassis.identifiers import BadCitizenNumber, parse_citizen_number
from services.registry.findings import Finding

OLDEST_AGE = 130
"""Years. Nobody has lived longer; a birth before that is a slip of the pen."""

_NUMBER_FAULTS = {
    "bad_number": ("公民身份号码的格式、地区或日期有误", "the number's shape, province or date is wrong"),
    "bad_check_character": ("公民身份号码校验位不符", "the check character does not fit"),
}


@dataclass(frozen=True, slots=True)
class Identity:
    """What identifies a person, as somebody states it."""

    sex: int
    birth_date: date
    citizen_number: str | None = None
    other_id_type: str | None = None
    other_id_number: str | None = None
    died_on: date | None = None


def findings(identity: Identity, today: date) -> list[Finding]:
    """Every contradiction in an identity. ``today`` is the calendar date in China."""
    return [*_of_birth_date(identity, today), *_of_citizen_number(identity), *_of_other_id(identity)]


def _of_birth_date(identity: Identity, today: date) -> Iterable[Finding]:
    if identity.birth_date > today:
        yield Finding("birth_date", "birth_in_future", "出生日期在未来", "the birth lies in the future")
    elif identity.birth_date.year < today.year - OLDEST_AGE:
        yield Finding("birth_date", "implausible_age", "出生日期过早", "nobody is that old")
    if identity.died_on is not None and identity.birth_date > identity.died_on:
        yield Finding("birth_date", "birth_after_death", "出生日期晚于死亡日期", "the birth lies after the death")


def _of_citizen_number(identity: Identity) -> Iterable[Finding]:
    if identity.citizen_number is None:
        return
    try:
        number = parse_citizen_number(identity.citizen_number)
    except BadCitizenNumber as error:
        yield Finding("citizen_number", error.code, *_NUMBER_FAULTS[error.code])
        return
    if number.birth_date != identity.birth_date:
        yield Finding("birth_date", "birth_date_differs", "出生日期与身份号码不符", "differs from the citizen number")
    if number.sex != identity.sex and identity.sex in (1, 2):
        yield Finding("sex", "sex_differs", "性别与身份号码不符", "differs from the citizen number")


def _of_other_id(identity: Identity) -> Iterable[Finding]:
    if (identity.other_id_type is None) == (identity.other_id_number is None):
        return
    missing = "other_id_number" if identity.other_id_number is None else "other_id_type"
    yield Finding(missing, "other_id_incomplete", "证件类型和号码须同时填写", "type and number belong together")


def unknown_division(path: str) -> Finding:
    """The place named at ``path`` is not in the register, though its county is."""
    return Finding(path, "unknown_division", "没有这个区划", "no such division")


def outside_scope(path: str) -> Finding:
    """The person would neither live nor be registered in the caller's area."""
    return Finding(path, "outside_scope", "户籍地和居住地都不在您的管辖范围内", "neither place lies in your area")
