"""How often each kind of household occurs, so that ages and household size come out as a county's do.

Targets: 65 and older 15.9 %, age 0 5.63 ‰ (a year's births), mean household 2.62 people (the domain facts).  The
shape between is the demo's own approximation: the 2020 census's five-year groups moved on six years.
"""

from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from demo.kinds import GAPS, KINDS, Kind

MEAN_HOUSEHOLD = 2.62
SHARE_65_AND_OLDER = 0.159
SHARE_AGE_0 = 0.00563
OLDEST = 104

# Lower bound of each age group, and its weight among the middle (1 to 64) or the old (65 and older).
_STARTS = (0, 1, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85)
_MIDDLE = (2.55, 5.2, 6.3, 6.0, 5.0, 5.2, 6.4, 8.6, 6.9, 6.5, 7.9, 8.3, 6.9)
_OLD = (4.9, 4.7, 3.0, 1.75, 1.55)
_ROUNDS = 150


class Mix(NamedTuple):
    """Household cells to draw from: `cells[i]` = (kind, anchor's age), `cumulative` their running weights."""

    cells: list[tuple[Kind, int]]
    cumulative: list[float]


def age_group_shares() -> list[float]:
    """The target share of each age group; they sum to 1."""
    middle = (1 - SHARE_AGE_0 - SHARE_65_AND_OLDER) / sum(_MIDDLE)
    old = SHARE_65_AND_OLDER / sum(_OLD)
    return [SHARE_AGE_0, *(weight * middle for weight in _MIDDLE), *(weight * old for weight in _OLD)]


@lru_cache(maxsize=1)
def household_mix() -> Mix:
    """The weights nearest to the guessed shares that meet the targets (multiplicative algebraic reconstruction)."""
    cells = [(kind, age) for kind in KINDS for first, to, _ in kind.ages for age in range(first, to)]
    weights = [_prior(kind, age) for kind, age in cells]
    profiles = {kind.name: _profile(kind) for kind in KINDS}
    rows = _equations([_people_by_group(profiles[kind.name], age) for kind, age in cells])
    # One more equation: households per person.
    rows.append([(cell, 1.0) for cell in range(len(cells))])
    targets = [*age_group_shares(), 1 / MEAN_HOUSEHOLD]
    for _ in range(_ROUNDS):
        for row, target in zip(rows, targets, strict=True):
            _scale(weights, row, target)
    return Mix(cells, list(accumulate(weights)))


def _prior(kind: Kind, age: int) -> float:
    size = sum((to - first) * weight for first, to, weight in kind.ages)
    return 0.004 * kind.share * next(weight for first, to, weight in kind.ages if first <= age < to) / size


def _profile(kind: Kind) -> dict[int, float]:
    """Expected members of the household by years older than the anchor."""
    by_member: list[dict[int, float]] = []
    for member in kind.members:
        base = by_member[member.base] if by_member else {0: 1.0}
        sums: dict[int, float] = {}
        for years, chance in base.items():
            for gap, gap_chance in GAPS[member.gap].items():
                sums[years + gap] = sums.get(years + gap, 0.0) + chance * gap_chance
        by_member.append(sums)
    profile: dict[int, float] = {}
    for member_ages in by_member:
        for years, chance in member_ages.items():
            profile[years] = profile.get(years, 0.0) + chance
    return profile


def _people_by_group(profile: dict[int, float], anchor_age: int) -> dict[int, float]:
    people: dict[int, float] = {}
    for years, chance in profile.items():
        group = bisect_right(_STARTS, anchor_age + years) - 1
        people[group] = people.get(group, 0.0) + chance
    return people


def _equations(by_cell: list[dict[int, float]]) -> list[list[tuple[int, float]]]:
    rows: list[list[tuple[int, float]]] = [[] for _ in _STARTS]
    for cell, people in enumerate(by_cell):
        for group, number in people.items():
            rows[group].append((cell, number))
    return rows


def _scale(weights: list[float], row: list[tuple[int, float]], target: float) -> None:
    most = max(number for _, number in row)
    factor = target / sum(weights[cell] * number for cell, number in row)
    for cell, number in row:
        weights[cell] *= factor ** (number / most)
