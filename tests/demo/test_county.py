"""The divisions: the right number for the size, codes that nest, the same every time."""

from itertools import pairwise

import pytest

from demo.county import COUNTY_CODE, divisions, villages


@pytest.mark.parametrize(
    ("people", "towns", "villages_expected"), [(100, 2, 6), (20_000, 2, 8), (494_000, 13, 190), (1_000_000, 26, 385)]
)
def test_size_follows_an_average_county(people: int, towns: int, villages_expected: int) -> None:
    levels = [division.level for division in divisions(people, 1)]
    assert levels.count("county") == 1
    assert levels.count("town") == towns
    assert levels.count("village") == villages_expected


def test_codes_nest_and_parents_come_first() -> None:
    seen: set[str | None] = {None}
    for division in divisions(494_000, 3):
        assert len(division.code) == 12
        assert division.parent in seen
        assert division.code not in seen
        if division.level == "village":
            assert division.parent == f"{division.code[:9]}000"
        seen.add(division.code)
    assert COUNTY_CODE in seen


def test_names_are_unique_where_they_must_be() -> None:
    found = divisions(1_000_000, 1)
    for town in [division for division in found if division.level == "town"]:
        names = [division.name for division in found if division.parent == town.code]
        assert len(names) == len(set(names)) >= 3


def test_same_arguments_same_divisions() -> None:
    assert divisions(20_000, 1) == divisions(20_000, 1)
    assert divisions(20_000, 1) != divisions(20_000, 2)


@pytest.mark.parametrize("people", [100, 101, 20_000, 123_457])
def test_villages_share_out_everybody(people: int) -> None:
    shares = villages(people, 7)
    assert sum(village.people for village in shares) == people
    assert min(village.people for village in shares) >= 1
    assert all(one.division.code < other.division.code for one, other in pairwise(shares))


@pytest.mark.parametrize("people", [0, 99, 5_000_001])
def test_impossible_sizes_are_refused(people: int) -> None:
    with pytest.raises(ValueError, match="people must be"):
        divisions(people, 1)
