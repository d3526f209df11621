"""Synthetic people, the same for a department each time and everywhere. Pure.

Their citizen numbers are of the demo county's unassigned code, so they are nobody's; their ids are made of names
(UUIDv5), which no id of the register is (UUIDv7).
"""

import hashlib
from datetime import date, timedelta
from functools import cache
from typing import Any, get_args
from uuid import UUID, uuid5

from chassis.auth import Department
from chassis.identifiers import check_character

Person = dict[str, Any]

_SPACE = UUID("6f1d2c1e-7f0a-5f60-9d0b-5a0d9c1b7e11")
_COUNTY, _VILLAGES = "341599", ("341599001001", "341599001002", "341599002001")
_PER_DEPARTMENT, _PER_HOUSEHOLD = 24, 4
_SURNAMES, _GIVEN = "沙箱试样演", ("一鸣", "二宝", "三立", "思远", "五福", "柳青", "奇峰", "八方")
# How old the youngest and the oldest are (days before the day below), by place in the household.
_BORN_BEFORE, _AGES = (
    date(2026, 1, 1),
    ((365 * 60, 365 * 85), (365 * 28, 365 * 45), (365 * 25, 365 * 42), (200, 365 * 15)),
)
_RELATIONS, _MARITAL = ("02", "20", "38", "40"), ("20", "20", "20", "10")
_DEAD = 20


@cache
def people_of(department: str) -> tuple[Person, ...]:
    """All people of a department's sandbox, with every field that the register has."""
    return tuple(_person(department, place) for place in range(_PER_DEPARTMENT))


def thing_id(department: str, name: str) -> UUID:
    """The id of something in a department's sandbox."""
    return uuid5(_SPACE, f"{department}/{name}")


def find_by_number(department: str, number: str) -> list[Person]:
    """The holder of a citizen number, or nobody."""
    return [person for person in people_of(department) if person["citizen_number"] == number.upper()]


def find_by_id(department: str, person_id: str) -> Person | None:
    """The person with this id."""
    return next((person for person in people_of(department) if person["id"] == person_id), None)


def _person(department: str, place: int) -> Person:
    chance = hashlib.sha256(f"{department}/{place}".encode()).digest()
    household, member = divmod(place, _PER_HOUSEHOLD)
    sex = 2 if member == 2 else 1 + chance[0] % 2
    youngest, oldest = _AGES[member]
    born = _BORN_BEFORE - timedelta(days=youngest + int.from_bytes(chance[1:4], "big") % (oldest - youngest))
    home = _VILLAGES[household % len(_VILLAGES)]
    return {
        "id": str(thing_id(department, f"person/{place}")),
        "name": _SURNAMES[household % len(_SURNAMES)] + _GIVEN[chance[4] % len(_GIVEN)],
        "sex": sex,
        "birth_date": born.isoformat(),
        "ethnic_group": "01",
        "marital_status": _MARITAL[member],
        "citizen_number": _number(department, place, born, sex),
        "registered_division": home,
        "residence_division": home,
        "residence_address": f"{household + 1} 组 {place + 1} 号",
        "phone": None,
        "household_id": str(thing_id(department, f"household/{household}")),
        "relation_to_head": _RELATIONS[member],
        "living": place != _DEAD,
        "died_on": "2026-01-15" if place == _DEAD else None,
    }


def _number(department: str, place: int, born: date, sex: int) -> str:
    sequence = 2 * (get_args(Department).index(department) * _PER_DEPARTMENT + place) + sex % 2
    first = f"{_COUNTY}{born:%Y%m%d}{sequence:03}"
    return first + check_character(first)
