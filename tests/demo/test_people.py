"""The people: ages, households, numbers and statuses as a county has them."""

from collections import Counter, defaultdict
from datetime import date

import pytest

from chassis.identifiers import parse_citizen_number
from demo.numbers import Issuer
from demo.pyramid import MEAN_HOUSEHOLD, SHARE_65_AND_OLDER, age_group_shares
from tests.demo.conftest import AS_OF, County

MAN_WORDS, WOMAN_WORDS = {"男", "1"}, {"女", "2"}


def _age(row: dict[str, str]) -> int:
    born = date.fromisoformat(f"{row['birth_date'][:4]}-{row['birth_date'][4:6]}-{row['birth_date'][6:]}")
    return AS_OF.year - born.year - ((AS_OF.month, AS_OF.day) < (born.month, born.day))


def test_exactly_as_many_people_as_asked(county: County) -> None:
    assert len(county.good()) == county.truth["people"] == 9_000


def test_household_size(county: County) -> None:
    sizes = Counter(row["household_number"] for row in county.good())
    assert len(sizes) == county.truth["households"]
    assert sum(sizes.values()) / len(sizes) == pytest.approx(MEAN_HOUSEHOLD, abs=0.1)


def test_ages(county: County) -> None:
    ages = [_age(row) for row in county.good()]
    assert sum(age >= 65 for age in ages) / len(ages) == pytest.approx(SHARE_65_AND_OLDER, abs=0.015)
    assert sum(age < 15 for age in ages) / len(ages) == pytest.approx(sum(age_group_shares()[:4]), abs=0.015)
    assert sum(age == 0 for age in ages) / len(ages) == pytest.approx(0.00563, abs=0.0025)
    assert min(ages) >= 0 and max(ages) <= 105


def test_citizen_numbers_are_valid_unique_and_agree_with_the_row(county: County) -> None:
    numbers = []
    for row in county.good():
        if not row["citizen_number"]:
            continue
        parsed = parse_citizen_number(row["citizen_number"])
        assert f"{parsed.birth_date:%Y%m%d}" == row["birth_date"]
        assert row["sex"] in (MAN_WORDS if parsed.sex == 1 else WOMAN_WORDS)
        assert parsed.text[:6] == "341599" or parsed.text[2:6] == "9999", "a county that exists"
        numbers.append(parsed.text)
    assert len(numbers) == len(set(numbers)) > 8_900


def test_every_household_has_one_head_and_one_registered_division(county: County) -> None:
    homes: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in county.good():
        homes[row["household_number"]].append(row)
    for rows in homes.values():
        relations = [row["relation_to_head"] for row in rows]
        assert sum(relation in ("户主", "02") for relation in relations) == 1
        assert sum(relation in ("配偶", "10") for relation in relations) <= 1
        assert len({row["registered_division"] for row in rows}) == 1


def test_parents_are_older_than_children(county: County) -> None:
    homes: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for row in county.good():
        homes[row["household_number"]][row["relation_to_head"]].append(_age(row))
    for home in homes.values():
        heads = home["户主"] + home["02"]
        for child in [*home["子"], *home["女"], *home["20"], *home["30"]]:
            assert heads[0] - child >= 14


def test_people_who_are_not_simply_at_home(county: County) -> None:
    rows = county.good()
    migrants = [row for row in rows if not row["registered_division"].startswith("341599")]
    away = [row for row in rows if not row["residence_division"].startswith("341599")]
    unnumbered = [row for row in rows if not row["citizen_number"]]
    assert 0.01 < len(migrants) / len(rows) < 0.08
    assert all(row["residence_division"].startswith("341599") for row in migrants)
    assert 0.02 < len(away) / len(rows) < 0.08
    assert all(_age(row) == 0 or row["other_id_number"] for row in unnumbered)
    assert {_age(row) == 0 for row in unnumbered} == {True, False}


def test_phones_reach_nobody(county: County) -> None:
    assert all(row["phone"] == "" or row["phone"].startswith("1900000") for row in county.good())


def test_residence_is_a_village_of_the_county_or_elsewhere(county: County) -> None:
    lines = (county.folder / "divisions.csv").read_text(encoding="utf-8").splitlines()
    villages = {line.split(",")[0] for line in lines if ",village," in line}
    assert {row["residence_division"] for row in county.good()} >= villages
    for row in county.good():
        assert row["residence_division"] in villages or row["residence_division"].endswith("9999000000")
        assert row["registered_division"] in villages or row["registered_division"].endswith("9999000000")


def test_numbers_of_many_towns_never_meet() -> None:
    issued: set[str] = set()
    for town in range(129):
        issuer = Issuer(AS_OF, town, 129)
        for _ in range(20):
            number, day = issuer.issue("341599", 10_000, "1")
            parsed = parse_citizen_number(number)
            assert parsed.sex == 1
            assert (AS_OF - parsed.birth_date).days == day >= 10_000
            issued.add(number)
    assert len(issued) == 129 * 20
