"""What five departments hand in each month, with slips; and of whom each row really tells.

An extract holds the events that the department learnt of in the month, or its whole roll. Some events reach one
department and not the other: those are what the meeting is to find.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from demo.county import COUNTY_CODE, COUNTY_PREFIX
from demo.county_year import CountyYear, Resident
from demo.events import Event
from demo.extract_noise import Cells, Noise

DEPARTMENT = {
    "birth-registrations": "public-security",
    "death-cancellations": "public-security",
    "moves": "public-security",
    "marriages": "civil-affairs",
    "divorces": "civil-affairs",
    "cremations": "civil-affairs",
    "low-income": "civil-affairs",
    "hospital-births": "health",
    "death-certificates": "health",
    "enrolment": "education",
    "social-insurance": "human-resources",
    "insured-deaths": "human-resources",
}
# Shares of what happens that each department learns of; the demo's own assumptions.
KNOWN = {
    "birth-registrations": 0.94,
    "hospital-births": 0.97,
    "death-cancellations": 0.88,
    "cremations": 0.85,
    "death-certificates": 0.7,
    "insured-deaths": 0.5,
    "moves": 0.96,
    "marriages": 0.98,
    "divorces": 0.98,
}
LOW_INCOME, INSURED, TRUANT = 0.03, 0.35, 0.01
SCHOOL_AGES = range(6, 15)
PENSION_FROM = 60


class ExtractRow(msgspec.Struct, gc=False):
    """One row: cells by column, and the citizen number of whom each subject really is."""

    cells: Cells
    truth: dict[str, str]


def month_bounds(first_day: date, month: int) -> tuple[str, str]:
    """ISO days of the ``month``-th month (from 0) after ``first_day``'s month: first, last."""
    count = first_day.month - 1 + month
    first = date(first_day.year + count // 12, count % 12 + 1, 1)
    return first.isoformat(), ((first + timedelta(days=32)).replace(day=1) - timedelta(days=1)).isoformat()


def month_extracts(year: CountyYear, first: str, last: str, seed: int) -> dict[str, list[ExtractRow]]:
    """Kind → rows, of the days from ``first`` to ``last``."""
    maker = _Month(year, first, last, random.Random(f"{seed}:extracts:{first}"))
    return {kind: list(maker.rows(kind)) for kind in DEPARTMENT}


class _Month:
    def __init__(self, year: CountyYear, first: str, last: str, rng: random.Random) -> None:
        self._year, self._first, self._last = year, first, last
        self._rng, self._noise = rng, Noise(rng)

    def rows(self, kind: str) -> Iterator[ExtractRow]:
        match kind:
            case "birth-registrations" | "hospital-births":
                make = self._registration if kind == "birth-registrations" else self._delivery
                yield from map(make, self._known(kind, self._year.births))
            case "moves":
                out = [event for event in self._year.moves if event["kind"] == "out" and event["citizen_number"]]
                yield from map(self._move, self._known(kind, out))
            case "marriages" | "divorces":
                yield from self._couples(kind)
            case "low-income" | "enrolment" | "social-insurance":
                yield from self._roll(kind)
            case _:
                yield from map(self._death, self._known(kind, self._of_death(kind)))

    def _known(self, kind: str, events: list[Event]) -> Iterator[Event]:
        for event in events:
            if self._first <= event["date"] <= self._last and self._rng.random() < KNOWN[kind]:
                yield event

    def _of_death(self, kind: str) -> list[Event]:
        numbered = [event for event in self._year.deaths if event["citizen_number"]]
        if kind != "insured-deaths":
            return numbered
        return [event for event in numbered if event["birth_date"] < f"{int(self._first[:4]) - PENSION_FROM}"]

    def _registration(self, event: Event) -> ExtractRow:
        number = event["child_citizen_number"]
        cells = {
            "姓名": self._noise.name(event["child_name"]),
            "公民身份号码": number,
            "性别": Noise.sex(event["child_sex"]),
            "出生日期": event["date"].replace("-", ""),
            "母亲姓名": self._noise.name(event["mother_name"]),
            "母亲公民身份号码": self._noise.number(event["mother_citizen_number"]),
            "父亲姓名": event["father_name"],
            "父亲公民身份号码": self._noise.sometimes(event["father_citizen_number"]),
            "户籍地区划代码": event["division"],
        }
        return ExtractRow(cells, {"child": number, "mother": event["mother_citizen_number"]})

    def _delivery(self, event: Event) -> ExtractRow:
        cells = {
            "新生儿姓名": self._noise.sometimes(self._noise.name(event["child_name"]), 0.5),
            "新生儿性别": Noise.sex(event["child_sex"]),
            "出生日期": event["date"].replace("-", ""),
            "母亲姓名": self._noise.name(event["mother_name"]),
            "母亲公民身份号码": self._noise.number(event["mother_citizen_number"]),
            "母亲住址区划代码": self._noise.sometimes(event["division"]),
        }
        self._noise.swapped(cells, "新生儿姓名", "母亲姓名")
        return ExtractRow(cells, {"child": event["child_citizen_number"], "mother": event["mother_citizen_number"]})

    def _death(self, event: Event) -> ExtractRow:
        who = self._who(event["name"], event["citizen_number"], event["sex"], event["birth_date"])
        cells = who | {
            "死亡日期": event["date"].replace("-", ""),
            "户籍地区划代码": self._noise.sometimes(event["division"]),
        }
        return ExtractRow(cells, {"person": event["citizen_number"]})

    def _move(self, event: Event) -> ExtractRow:
        who = self._who(event["name"], event["citizen_number"], event["sex"], event["birth_date"])
        places = {"迁出地区划代码": event["from_division"], "迁入地区划代码": event["to_division"]}
        cells = who | {"迁移类型": "迁出", "迁移日期": event["date"].replace("-", "")} | places
        return ExtractRow(cells, {"person": event["citizen_number"]})

    def _couples(self, kind: str) -> Iterator[ExtractRow]:
        day = "结婚登记日期" if kind == "marriages" else "离婚登记日期"
        for man, woman, on in self._year.marriages if kind == "marriages" else self._year.divorces:
            if self._first <= on <= self._last and self._rng.random() < KNOWN[kind]:
                numbers = [self._noise.number(p.number) for p in (man, woman)]
                born = [self._noise.born(p.born, n) for p, n in zip((man, woman), numbers, strict=True)]
                cells = {
                    "男方姓名": self._noise.name(man.name),
                    "男方公民身份号码": numbers[0],
                    "男方出生日期": born[0],
                    "女方姓名": self._noise.name(woman.name),
                    "女方公民身份号码": numbers[1],
                    "女方出生日期": born[1],
                    day: on.replace("-", ""),
                    "登记地区划代码": COUNTY_CODE,
                }
                yield ExtractRow(cells, {"first": man.number, "second": woman.number})

    def _roll(self, kind: str) -> Iterator[ExtractRow]:
        # The same people every month: who is on a roll does not change with the random source of the month.
        chosen = random.Random(f"roll:{kind}:{len(self._year.people)}")
        for person in self._year.people:
            draw = chosen.random()
            if not person.number or not person.residence.startswith(COUNTY_PREFIX):
                continue
            if kind == "low-income" and draw < LOW_INCOME:
                yield self._listed(person, {})
            elif kind == "enrolment" and person.age in SCHOOL_AGES and draw > TRUANT:
                yield self._listed(person, self._guardian(person))
            elif kind == "social-insurance" and person.age >= 18 and (draw < INSURED or person.age >= PENSION_FROM):
                yield self._listed(person, {"参保状态": "领取待遇" if person.age >= PENSION_FROM else "参保缴费"})

    def _guardian(self, person: Resident) -> Cells:
        name, number = person.family
        return {
            "监护人姓名": self._noise.name(name),
            "监护人公民身份号码": self._noise.number(number) if number else "",
        }

    def _listed(self, person: Resident, more: Cells) -> ExtractRow:
        cells = self._who(person.name, person.number, person.sex, person.born) | more
        cells["居住地区划代码"] = self._noise.sometimes(person.residence)
        self._noise.swapped(cells, "姓名", "监护人姓名")
        return ExtractRow(cells, {"person": person.number})

    def _who(self, name: str, number: str, sex: str, born: str) -> Cells:
        given = self._noise.number(number)
        return {
            "姓名": self._noise.name(name),
            "公民身份号码": given,
            "性别": self._noise.sometimes(Noise.sex(sex)),
            "出生日期": self._noise.born(born, given),
        }
