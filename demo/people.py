"""People and the households they form, village by village."""

import random
from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

from demo.county import COUNTY_PREFIX, Village
from demo.kinds import GAPS, HEAD, KINDS, SON, SPOUSE, Kind, Member
from demo.marriage import marital_status
from demo.names import NameBook
from demo.numbers import MAN, WOMAN, Calendar, Issuer
from demo.places import DESTINATIONS, FAR_PREFIXES
from demo.pyramid import OLDEST, household_mix
from demo.words import HAN, MARRIED, MINORITIES, REMARRIED, UYGHUR

# The demo's own assumptions, as shares; no source gives them for a county.
MIGRANT_HOUSEHOLDS_IN_TOWN, MIGRANT_HOUSEHOLDS_IN_VILLAGE = 0.14, 0.03
LIVING_ELSEWHERE = 0.10
REGISTERED_IN_ANOTHER_VILLAGE = 0.02
MINORITY_HOUSEHOLDS, MINORITY_MIGRANTS = 0.02, 0.12
NEWBORN_WITHOUT_NUMBER, NEWBORN_DAYS = 0.7, 60
OLD_WITHOUT_NUMBER, OLD_FROM = 0.01, 80
WITH_PHONE = 0.75
WOMAN_HEADS_COUPLE = 0.1
BOYS = 0.515
DAYS_A_YEAR = 365.2425


class Person(msgspec.Struct, gc=False):
    """One person; codes are the national ones, `day` is the birth day counted back from the reference date."""

    name: str
    sex: str
    day: int
    age: int
    relation: str
    marital: str
    ethnic: str
    household: str
    registered: str
    residence: str
    address: str
    citizen_number: str = ""
    other_type: str = ""
    other_number: str = ""
    phone: str = ""
    note: str = ""

    @property
    def migrant(self) -> bool:
        """Registered outside the county, living in it."""
        return not self.registered.startswith(COUNTY_PREFIX)


Household = list[Person]


class VillagePeople:
    """Makes the households of one village, deterministic for its random source."""

    def __init__(
        self, village: Village, neighbours: Sequence[str], issuer: Issuer, days: Calendar, rng: random.Random
    ) -> None:
        self._village = village
        self._neighbours = neighbours
        self._issuer, self._days, self._rng, self._draw = issuer, days, rng, rng.random
        self._names = NameBook(rng)
        self._code = village.division.code
        self._count = 0
        in_town = self._code.endswith("001")
        self._migrant_share = MIGRANT_HOUSEHOLDS_IN_TOWN if in_town else MIGRANT_HOUSEHOLDS_IN_VILLAGE
        self._groups = 6 if in_town else 12

    def households(self) -> Iterator[Household]:
        """Households until the village has exactly its number of people."""
        mix, left = household_mix(), self._village.people
        while left:
            for kind, age in self._rng.choices(mix.cells, cum_weights=mix.cumulative, k=1 + left // 3):
                # The last households must fit in what is left; the odd ones out are skipped.
                if len(kind.members) <= left:
                    left -= len(kind.members)
                    yield self.household(kind, age)

    def household(self, kind: Kind, anchor_age: int, arriving: bool = False) -> Household:
        """One household, the head first; `arriving` makes it one that comes from another province."""
        self._count += 1
        ages = self._ages(kind, anchor_age)
        migrant = arriving or (max(ages) < 60 and self._draw() < self._migrant_share)
        prefix = self._pick(FAR_PREFIXES) if migrant else COUNTY_PREFIX
        minority = self._draw() < (MINORITY_MIGRANTS if migrant else MINORITY_HOUSEHOLDS)
        ethnic = self._pick(MINORITIES) if minority else HAN
        surnames = self._surnames(kind)
        number = f"{self._code[6:]}{self._count:04d}"
        home = f"{self._village.town.name}{self._village.division.name}"
        address = f"{home}{1 + int(self._draw() * self._groups)}组{self._count}号"
        registered = f"{prefix}000000" if migrant else self._registered()
        made = [
            self._person(member, age, surname, prefix, ethnic, number, registered, address)
            for member, age, surname in zip(kind.members, ages, surnames, strict=True)
        ]
        return self._in_order(kind, made)

    def _person(
        self, member: Member, age: int, surname: str, prefix: str, ethnic: str, number: str, home: str, address: str
    ) -> Person:
        draw = self._draw
        sex = member.sex if member.sex != "?" else (MAN if draw() < BOYS else WOMAN)
        # A son's or grandson's place taken by a girl: codes 20 → 30, 41 → 42.
        relation = member.relation if member.sex != "?" or sex == MAN else _FEMALE[member.relation]
        day = int((age + draw()) * DAYS_A_YEAR)
        citizen_number = ""
        if not self._without_number(age, day):
            citizen_number, day = self._issuer.issue(prefix, day, sex)
        year = self._days.as_of.year - age
        name = self._names.dotted(sex) if ethnic == UYGHUR else surname + self._names.given(year, sex)
        marital = marital_status(member.state, age, draw())
        person = Person(
            name, sex, day, age, relation, marital, ethnic, number, home, self._code, address, citizen_number
        )
        self._finish(person)
        return person

    def _finish(self, person: Person) -> None:
        draw = self._draw
        if person.age > 15 and draw() < WITH_PHONE:
            # The 190-0000 block is not given out, so nobody real is ever reached.
            person.phone = f"1900000{int(draw() * 10_000):04d}"
        if 18 <= person.age <= 55 and not person.migrant and draw() < LIVING_ELSEWHERE:
            person.residence = self._pick(DESTINATIONS)
            person.address, person.note = "外省务工住址", "外出务工"
        elif not person.citizen_number:
            if person.age >= OLD_FROM:
                person.other_type = "户口簿"
                person.other_number = f"{person.household}{person.relation}"
            else:
                person.note = "新出生，未上户"

    def _without_number(self, age: int, day: int) -> bool:
        if day < NEWBORN_DAYS:
            return self._draw() < NEWBORN_WITHOUT_NUMBER
        return age >= OLD_FROM and self._draw() < OLD_WITHOUT_NUMBER

    def _ages(self, kind: Kind, anchor_age: int) -> list[int]:
        draw, gaps = self._draw, _gap_tables()
        ages = [anchor_age]
        for member in kind.members[1:]:
            table = gaps[member.gap]
            age = ages[member.base] + table[int(draw() * len(table))]
            ages.append(min(max(age, 20), OLDEST) if member.state != "child" else age)
        return ages

    def _surnames(self, kind: Kind) -> list[str]:
        family = self._names.surname()
        lone_mother = kind.name == "mother and child"
        return [
            self._names.surname() if member.sex == WOMAN and (member.relation != HEAD or lone_mother) else family
            for member in kind.members
        ]

    def _in_order(self, kind: Kind, made: Household) -> Household:
        made.sort(key=_listing)
        if len(made) > 1 and kind.name in _EITHER_MAY_HEAD and self._draw() < WOMAN_HEADS_COUPLE:
            made[0].relation, made[1].relation = SPOUSE, HEAD
            made[0], made[1] = made[1], made[0]
        return made

    def _registered(self) -> str:
        if self._draw() < REGISTERED_IN_ANOTHER_VILLAGE:
            return self._pick(self._neighbours)
        return self._code

    def _pick(self, options: Sequence[str]) -> str:
        return options[int(self._draw() * len(options))]


_FEMALE = {"20": "30", "41": "42"}
# Couples whose other members' relations stay right whichever of the two heads the household.
_EITHER_MAY_HEAD = {
    kind.name for kind in KINDS if {member.relation for member in kind.members} in ({HEAD, SPOUSE}, {HEAD, SPOUSE, SON})
}


def _listing(person: Person) -> tuple[str, int]:
    """Head, spouse, then by relation; older children before younger."""
    return person.relation, -person.day


def couple_of(household: Household, woman: Person) -> Person | None:
    """The woman's husband in the household, if he is listed there."""
    partners = {HEAD: SPOUSE, SPOUSE: HEAD, "38": SON}
    wanted = partners.get(woman.relation)
    for person in household:
        if person.relation == wanted and person.sex == MAN and person.marital in (MARRIED, REMARRIED):
            return person
    return None


@lru_cache(maxsize=1)
def _gap_tables() -> dict[str, list[int]]:
    """Each gap as a list of 400 values, so that a draw is one look-up."""
    return {
        name: [years for years, chance in gaps.items() for _ in range(max(1, round(chance * 400)))]
        for name, gaps in GAPS.items()
    }
