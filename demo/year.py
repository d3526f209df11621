"""Lives through a year in one town: chooses whom it happens to, then plays the days in order.

Playing in order keeps the events true to each other: a household that moved has its later births at the new place,
a child born before the move comes along, nobody moves after dying.
"""

import random
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from demo.chances import choose, dying, giving_birth, leaving, moving
from demo.county import COUNTY_PREFIX
from demo.events import BIRTHS, DEATHS, MOVES_IN, MOVES_OUT, MOVES_WITHIN, Event, quota
from demo.kinds import KINDS
from demo.names import NameBook
from demo.newborn import newborn
from demo.numbers import MAN, WOMAN, Calendar, Issuer
from demo.people import BOYS, Household, Person, VillagePeople, couple_of
from demo.places import DESTINATIONS

_ARRIVING = [kind for kind in KINDS if kind.name in ("man alone", "woman alone", "couple", "one child", "two children")]
_ARRIVING_AGES = {"one child": (0, 14), "two children": (0, 12)}
_WITHIN_BY_HOUSEHOLD = 2.62


class Surroundings(NamedTuple):
    """What a year in the town needs besides its people."""

    days: Calendar
    issuer: Issuer
    makers: Sequence[VillagePeople]
    villages: Sequence[str]
    people_before: int
    town: int


class TownYear:
    """The year of one town; `births`, `deaths` and `moves` fill as it is played."""

    def __init__(self, households: list[Household], around: Surroundings, rng: random.Random) -> None:
        self._households = households
        self._people = [(home, person) for home in households for person in home]
        self._around, self._rng = around, rng
        self._names = NameBook(rng)
        self._dead: set[int] = set()
        self._bound: set[str] = set()
        self._plan: list[tuple[int, int, Callable[[int], None]]] = []
        self.births: list[Event] = []
        self.deaths: list[Event] = []
        self.moves: list[Event] = []

    def play(self) -> None:
        """Choose what happens, and let it happen day by day."""
        self._plan_deaths()
        self._plan_births()
        self._plan_moves_out()
        self._plan_moves_within()
        self._plan_arrivals()
        for day, _, happen in sorted(self._plan, key=lambda planned: planned[:2]):
            happen(-day)

    def _quota(self, rate: float) -> int:
        return quota(rate, self._around.people_before, len(self._people))

    def _on_some_day(self, happen: Callable[[int], None]) -> None:
        """`happen` gets the day counted as days before the reference date, so it is negative."""
        self._plan.append((1 + int(self._rng.random() * 365), len(self._plan), happen))

    def _plan_deaths(self) -> None:
        weights = [dying(person) for _, person in self._people]
        for index in choose(self._rng, weights, self._quota(DEATHS)):
            self._bound.add(self._people[index][1].household)
            self._on_some_day(partial(self._die, *self._people[index]))
            self._dead.add(index)

    def _plan_births(self) -> None:
        weights = [
            0.0 if index in self._dead else giving_birth(person) for index, (_, person) in enumerate(self._people)
        ]
        for index in choose(self._rng, weights, self._quota(BIRTHS)):
            self._bound.add(self._people[index][1].household)
            self._on_some_day(partial(self._bear, *self._people[index]))

    def _plan_moves_out(self) -> None:
        """Single people, from households where nobody is born or dies this year."""
        weights = [0.0 if person.household in self._bound else leaving(person) for _, person in self._people]
        for index in choose(self._rng, weights, self._quota(MOVES_OUT)):
            home, person = self._people[index]
            self._on_some_day(partial(self._leave, home, person))

    def _plan_moves_within(self) -> None:
        weights = [moving(home) for home in self._households]
        for index in choose(self._rng, weights, round(self._quota(MOVES_WITHIN) / _WITHIN_BY_HOUSEHOLD)):
            home = self._households[index]
            self._on_some_day(partial(self._move, home))

    def _plan_arrivals(self) -> None:
        left = self._quota(MOVES_IN)
        while left > 0:
            kind = self._rng.choice(_ARRIVING)
            first, last = _ARRIVING_AGES.get(kind.name, (24, 45))
            home = self._rng.choice(self._around.makers).household(kind, self._rng.randint(first, last), arriving=True)
            left -= len(home)
            self._on_some_day(partial(self._arrive, home))

    def _die(self, home: Household, person: Person, day: int) -> None:
        home.remove(person)
        dates = self._dates(day, 30)
        self.deaths.append({**dates, **self._who(person), "division": person.residence})

    def _bear(self, home: Household, mother: Person, day: int) -> None:
        father = couple_of(home, mother)
        sex = MAN if self._rng.random() < BOYS else WOMAN
        number, day = self._around.issuer.issue(COUNTY_PREFIX, day, sex)
        child = newborn(self._names, self._around.days, mother, father, sex, day, number)
        home.append(child)
        self.births.append(
            {
                **self._dates(day, 30),
                "child_name": child.name,
                "child_sex": sex,
                "child_citizen_number": number,
                "ethnic_group": child.ethnic,
                "mother_name": mother.name,
                "mother_citizen_number": mother.citizen_number,
                "father_name": father.name if father else "",
                "father_citizen_number": father.citizen_number if father else "",
                "household_number": mother.household,
                "division": mother.residence,
            }
        )

    def _leave(self, home: Household, person: Person, day: int) -> None:
        home.remove(person)
        self._record_move(day, "out", [person], self._rng.choice(DESTINATIONS), whole=not home)

    def _move(self, home: Household, day: int) -> None:
        here = [person for person in home if person.residence.startswith(COUNTY_PREFIX)]
        if here:
            elsewhere = [code for code in self._around.villages if code != here[0].residence]
            self._record_move(day, "within", here, self._rng.choice(elsewhere), whole=True)

    def _arrive(self, home: Household, day: int) -> None:
        village = home[0].residence
        for person in home:
            person.residence = person.registered
        self._record_move(day, "in", home, village, whole=True)

    def _record_move(self, day: int, kind: str, people: list[Person], to: str, whole: bool) -> None:
        dates = self._dates(day, 10)
        move = f"{self._around.town:03d}-{len(self.moves):06d}"
        for person in people:
            event = {**dates, "move": move, "kind": kind, "whole_household": "1" if whole else "0", **self._who(person)}
            event |= {"relation_to_head": person.relation, "marital_status": person.marital}
            event |= {"ethnic_group": person.ethnic, "registered_division": person.registered}
            self.moves.append({**event, "from_division": person.residence, "to_division": to})
            person.residence = to

    def _dates(self, day: int, duty: int) -> Event:
        """The day it happened, and the day it was reported: within the duty's days, or one time in ten late."""
        most = duty if self._rng.random() < 0.9 else 3 * duty
        days = self._around.days
        return {"date": days.iso(day), "registered_on": days.iso(day - 1 - int(self._rng.random() * most))}

    def _who(self, person: Person) -> Event:
        return {
            "citizen_number": person.citizen_number,
            "name": person.name,
            "sex": person.sex,
            "birth_date": self._around.days.iso(person.day),
            "household_number": person.household,
        }
