"""Who it happens to in a year: chances of dying, giving birth and moving, by age."""

import random
from collections.abc import Sequence
from itertools import accumulate
from math import exp

from demo.county import COUNTY_PREFIX
from demo.people import Household, Person
from demo.words import MARRIED, REMARRIED

# Relative fertility at 16, 17, … 48: one broad hump round 28, a tail to the late forties.
_FERTILITY = {age: exp(-(((age - 28) / 6.5) ** 2)) for age in range(16, 49)}
# Births outside marriage are fewer, and count the same.
_UNMARRIED = 0.06


def dying(person: Person) -> float:
    """Relative chance: infants, then doubling every eight years (Gompertz)."""
    return 0.004 if person.age == 0 else 0.00002 * exp(0.088 * person.age) + 0.0001


def giving_birth(person: Person) -> float:
    """Relative chance of a woman who lives here; 0 for everybody else."""
    if person.sex != "2" or (person.residence != person.registered and person.note):
        return 0.0
    return _FERTILITY.get(person.age, 0.0) * (1.0 if person.marital in (MARRIED, REMARRIED) else _UNMARRIED)


def leaving(person: Person) -> float:
    """Relative chance of going to another province alone: the young, who still live here."""
    if not 17 <= person.age <= 35 or person.marital in (MARRIED, REMARRIED):
        return 0.0
    return 1.0 if person.residence.startswith(COUNTY_PREFIX) else 0.0


def moving(household: Household) -> float:
    """Relative chance that the whole household moves: younger ones more often."""
    return 1.0 if household[0].age < 45 else 0.25


def choose(rng: random.Random, weights: Sequence[float], count: int) -> list[int]:
    """`count` different indexes with chances in proportion to `weights`, in ascending order."""
    count = min(count, sum(weight > 0 for weight in weights))
    running = list(accumulate(weights))
    chosen: set[int] = set()
    while len(chosen) < count:
        chosen.update(rng.choices(range(len(weights)), cum_weights=running, k=1))
    return sorted(chosen)
