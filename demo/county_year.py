"""The demo county and the year that it lives through, as its departments will see both."""

import random
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import partial

import msgspec

from demo.county import villages
from demo.events import Event
from demo.generate import FRESH_PROCESSES, WORTH_MORE_PROCESSES, Plan, town_people
from demo.people import Person
from demo.words import DIVORCED, MARRIED, REMARRIED, SINGLE, WIDOWED
from demo.year import TownYear

# Per person and year; the demo's own assumptions (no source gives them for a county).
MARRIAGES, DIVORCES = 0.0045, 0.0018
_FREE = (SINGLE, DIVORCED, WIDOWED)


class Resident(msgspec.Struct, frozen=True, gc=False):
    """One person as the register holds them on the reference date."""

    number: str
    name: str
    sex: str
    born: str
    age: int
    marital: str
    relation: str
    household: str
    registered: str
    residence: str
    family: tuple[str, str]
    """Name and number of the mother or father in the household; empty where there is none."""


class CountyYear(msgspec.Struct):
    """Who lived there, and what happened, in order of days; couples are (man, woman) with the day."""

    people: list[Resident]
    births: list[Event]
    deaths: list[Event]
    moves: list[Event]
    marriages: list[tuple[Resident, Resident, str]]
    divorces: list[tuple[Resident, Resident, str]]


def county_year(plan: Plan) -> CountyYear:
    """Equal plans give equal years, and the people of ``demo.generate``."""
    towns = len({village.town.code for village in villages(plan.people, plan.seed)})
    live = partial(_town, plan)
    if plan.people < WORTH_MORE_PROCESSES:
        lived = list(map(live, range(towns)))
    else:
        with ProcessPoolExecutor(2, mp_context=FRESH_PROCESSES) as pool:
            lived = list(pool.map(live, range(towns)))
    people = [person for town in lived for person in town.people]
    rng = random.Random(f"{plan.seed}:couples")
    happened = [sorted((e for town in lived for e in getattr(town, name)), key=_by_day) for name in _EVENTS]
    births, deaths, moves = happened
    return CountyYear(people, births, deaths, moves, _weddings(people, plan, rng), _divorces(people, plan, rng))


_EVENTS = ("births", "deaths", "moves")


def _by_day(event: Event) -> str:
    return event["date"]


def _town(plan: Plan, town: int) -> CountyYear:
    members, around = town_people(plan, town)
    homes = [home for _, households in members for home in households]
    people = [_resident(person, home, around.days.iso) for home in homes for person in home]
    year = TownYear(homes, around, random.Random(f"{plan.seed}:year:{town}"))
    year.play()
    return CountyYear(people, year.births, year.deaths, year.moves, [], [])


def _resident(person: Person, home: list[Person], iso: Callable[[int], str]) -> Resident:
    parent = ("", "")
    if person.relation in ("20", "30"):
        parent = next(((p.name, p.citizen_number) for p in home if p.relation in ("02", "10")), parent)
    return Resident(
        person.citizen_number,
        person.name,
        person.sex,
        iso(person.day),
        person.age,
        person.marital,
        person.relation,
        person.household,
        person.registered,
        person.residence,
        parent,
    )


def _day(plan: Plan, rng: random.Random) -> str:
    return date.fromordinal(plan.as_of.toordinal() + 1 + rng.randrange(365)).isoformat()


def _weddings(people: list[Resident], plan: Plan, rng: random.Random) -> list[tuple[Resident, Resident, str]]:
    free = [p for p in people if p.marital in _FREE and 22 <= p.age <= 45 and p.number]
    men, women = ([p for p in free if p.sex == sex] for sex in "12")
    rng.shuffle(men)
    rng.shuffle(women)
    count = min(len(men), len(women), round(MARRIAGES * len(people)))
    return sorted(((m, w, _day(plan, rng)) for m, w in zip(men[:count], women, strict=False)), key=lambda c: c[2])


def _divorces(people: list[Resident], plan: Plan, rng: random.Random) -> list[tuple[Resident, Resident, str]]:
    couples, head = [], None
    for person in people:
        if person.relation == "02":
            head = person
        elif person.relation == "10" and head is not None and head.household == person.household:
            married = {head.marital, person.marital} <= {MARRIED, REMARRIED} and head.sex != person.sex
            if married and head.number:
                couples.append((head, person) if head.sex == "1" else (person, head))
    chosen = rng.sample([c for c in couples if c[1].number], min(len(couples) // 2, round(DIVORCES * len(people))))
    return sorted(((m, w, _day(plan, rng)) for m, w in chosen), key=lambda c: c[2])
