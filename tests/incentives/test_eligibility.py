"""Who is owed how much: the published examples to the fen, and everything against rules written a second time."""

from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.benefits import all_schemes
from services.incentives.eligibility.evaluate import conditions_of, evaluate, evaluate_all, month_by_month
from services.incentives.eligibility.people import of_snapshots
from services.incentives.schemes.catalogue import catalogue
from services.incentives.schemes.lint import FOLDER, load_text
from services.incentives.schemes.model import Scheme
from tests.incentives.snapshots import snapshot

WEICHANG, RENCHENG = "130828001201", "370811001201"


def scheme_of(name: str, year: int = 2026) -> Scheme:
    found = catalogue().of_year(name, year)
    assert found is not None
    return found


def owed(name: str, year: int, *people: Any) -> list[int]:
    """In yuan, by row; the amounts here are all whole."""
    columns = of_snapshots(people)
    found = evaluate(scheme_of(name, year), columns, year)
    by_row = dict(zip(found.rows.tolist(), found.fen.tolist(), strict=True))
    return [by_row.get(row, 0) // 100 for row in range(len(people))]


def test_the_published_example_of_the_childcare_subsidy() -> None:
    child = snapshot("2023-12-15")
    assert [owed("childcare-subsidy", year, child)[0] for year in (2025, 2026)] == [3600, 3600]
    assert owed("childcare-subsidy", 2027, child) == [0]


@given(st.dates(date(2022, 1, 1), date(2024, 12, 31)))
def test_children_born_before_2025_have_their_months_in_all(born: date) -> None:
    months = (born.year + 3 - 2025) * 12 + born.month
    assert sum(owed("childcare-subsidy", year, snapshot(str(born)))[0] for year in range(2025, 2030)) == months * 300


@given(st.dates(date(2025, 1, 1), date(2030, 12, 31)))
def test_children_born_since_have_three_years(born: date) -> None:
    paid = [owed("childcare-subsidy", year, snapshot(str(born)))[0] for year in range(born.year, born.year + 5)]
    assert paid == [3600, 3600, 3600, 0, 0]


def test_the_reward_of_rural_families() -> None:
    brought = {"rural_registration": "2000-01-01", "period_family_confirmation": "2010-01-01"}
    people = [
        snapshot("1960-05-01", brought=brought),
        snapshot("1966-12-31", brought=brought),
        snapshot("1967-01-01", brought=brought),
        snapshot("1932-12-31", brought=brought),
        snapshot("1960-05-01", brought=brought, at=RENCHENG),
        snapshot("1960-05-01", brought={"rural_registration": "2000-01-01"}),
        snapshot("1960-05-01", brought=brought, living=False),
        snapshot("1960-05-01", brought=brought, entitled_to=["special-support-bereaved"]),
        snapshot("1960-05-01", brought=brought | {"rural_registration": (None, "2000-01-01", "2025-12-31")}),
    ]
    assert owed("rural-reward", 2026, *people) == [960, 960, 0, 0, 1200, 0, 0, 0, 0]
    assert catalogue().of_year("rural-reward", 2024) is None, "earlier rates were found in no source"


def test_special_support_counts_months_and_regions() -> None:
    bereaved = {"bereaved_family_confirmation": "2020-01-01"}
    disabled = {"child_disability_grade": (2, "2020-01-01", None)}
    assert owed(
        "special-support-bereaved",
        2026,
        snapshot("1970-05-01", brought=bereaved),
        snapshot("1970-05-01", brought=bereaved, at=WEICHANG),
        snapshot("1977-05-01", brought=bereaved),
        snapshot("1977-12-31", brought=bereaved),
        snapshot("1970-05-01", sex=1, brought=bereaved),
        snapshot("1970-05-01", sex=1, brought=bereaved | {"single_parent": "2020-01-01"}),
        snapshot("1970-05-01", brought={"bereaved_family_confirmation": "2026-04-20"}),
    ) == [7080, 8400, 590 * 7, 0, 0, 7080, 590 * 9]
    assert owed(
        "special-support-disabled",
        2026,
        snapshot("1970-05-01", brought=disabled),
        snapshot("1970-05-01", brought=disabled, at=WEICHANG),
        snapshot("1970-05-01", brought={"child_disability_grade": (4, "2020-01-01", None)}),
    ) == [5520, 6000, 0]
    # In force from July 2022 on.
    assert owed("special-support-bereaved", 2022, snapshot("1960-05-01", brought=bereaved)) == [590 * 6]


def test_grades_vouchers_and_assessments() -> None:
    graded = [snapshot(brought={"complication_grade": (grade, "2020-01-01", None)}) for grade in (1, 2, 3)]
    assert owed("complication-relief", 2026, *graded) == [6240, 4680, 3120]
    voucher = snapshot(brought={"nutrition_voucher": (None, "2026-03-10", "2026-09-30")})
    nutrition = all_schemes().of_year("pregnancy-nutrition", 2026)
    assert nutrition is not None
    assert evaluate(nutrition, of_snapshots([voucher]), 2026).fen.tolist() == [70_000], "at the county's 100 a month"
    assessed = [snapshot(brought={"hardship_assessment": (fen, "2026-01-01", None)}) for fen in (72_200, 99_999_999)]
    assert owed("hardship-aid", 2026, *assessed) == [722, 10_000]


def test_a_parents_reward_ends_with_the_month_of_the_fourteenth_birthday() -> None:
    holders = [snapshot(brought={"one_child_certificate": (born, "2014-01-01", None)}) for born in ("2012-05-31", "2013-01-01", "2011-12-31")]  # fmt: skip  # noqa: E501
    assert owed("parent-reward", 2026, *holders) == [50, 120, 0]


def test_only_one_of_two_that_exclude_each_other_is_owed() -> None:
    brought = {"rural_registration": "2000-01-01", "period_family_confirmation": "2010-01-01"}
    both = snapshot("1960-05-01", brought=brought | {"bereaved_family_confirmation": "2020-01-01"})
    found = evaluate_all(catalogue().in_year(2026), of_snapshots([both, snapshot("1960-05-01", brought=brought)]), 2026)
    assert found["special-support-bereaved"].rows.tolist() == [0]
    assert found["rural-reward"].rows.tolist() == [1]


def test_why_not_is_known_by_condition() -> None:
    met = dict(conditions_of(scheme_of("rural-reward"), of_snapshots([snapshot("1970-05-01")]), 2026))
    assert {name: bool(mask[0]) for name, mask in met.items()} == {
        "living": True,
        "born-since-1933": True,
        "sixty": False,
        "rural": False,
        "confirmed": False,
    }


DIVIDING = """
amounts:
  - per: year
    months: {held: [one-child-certificate]}
    rates: [{from: 2010-01-01, yuan: '100.01', source: guangdong}, {from: 2026-07-01, yuan: 250, source: guangdong}]
"""


def test_parts_of_a_fen_are_rounded_once() -> None:
    text = (FOLDER / "parent-reward.v1.yaml").read_text("utf-8")
    start, end = text.index("amounts:"), text.index("instalments:")
    loaded = load_text("parent-reward.v1.yaml", text[:start] + DIVIDING.lstrip() + text[end:])
    assert loaded.scheme is not None, loaded.faults
    holder = snapshot(brought={"one_child_certificate": ("2020-01-01", "2026-02-01", None)})
    found = evaluate(loaded.scheme, of_snapshots([holder]), 2026)
    assert found.fen.tolist() == [(10_001 * 5 + 25_000 * 6 + 6) // 12]


@given(st.data())
def test_what_is_owed_by_month_adds_up_to_the_year(data: st.DataObject) -> None:
    year = data.draw(st.integers(2023, 2030))
    day = st.dates(date(1930, 1, 1), date(2030, 12, 31)).map(str)
    brought = {
        "rural_registration": data.draw(day),
        "period_family_confirmation": data.draw(day),
        "one_child_certificate": (data.draw(day), data.draw(day), data.draw(st.none() | day)),
        "complication_grade": (data.draw(st.integers(1, 3)), data.draw(day), data.draw(st.none() | day)),
        "hardship_assessment": (data.draw(st.integers(1, 10**7)), data.draw(day), None),
        "child_disability_grade": (data.draw(st.integers(1, 4)), data.draw(day), None),
    }
    people = of_snapshots([snapshot(data.draw(day), brought=brought)])
    for scheme in catalogue().in_year(year):
        found = evaluate(scheme, people, year)
        if len(found.rows):
            months = month_by_month(scheme, people, year)[0]
            assert months.sum() == found.fen[0]
            assert (months >= 0).all()
            assert months[: int(found.first[0]) - 1].sum() == 0 == months[int(found.last[0]) :].sum()


def test_a_million_is_evaluated_as_one_is() -> None:
    """A large set gives each the same as alone: no row looks at its neighbour."""
    rng = np.random.default_rng(5)
    born = [str(date(int(y), int(m), 28)) for y, m in zip(rng.integers(1930, 2027, 300), rng.integers(1, 13, 300), strict=True)]  # fmt: skip  # noqa: E501
    people = [
        snapshot(day, brought={"rural_registration": "2000-01-01", "period_family_confirmation": "2010-01-01"})
        for day in born
    ]
    for name in ("childcare-subsidy", "rural-reward"):
        assert owed(name, 2026, *people) == [owed(name, 2026, one)[0] for one in people]


@pytest.mark.parametrize("amount", ["68212208", "68212208.05"])
def test_a_very_large_amount_is_exact(amount: str) -> None:
    text = (FOLDER / "pension-support.v1.yaml").read_text("utf-8").replace("yuan: 250", f"yuan: '{amount}'")
    scheme = load_text("pension-support.v1.yaml", text).scheme
    assert scheme is not None
    holder = snapshot(brought={"one_child_certificate": ("2010-01-01", "2012-01-01", None)})
    assert evaluate(scheme, of_snapshots([holder] * 3), 2026).total == 3 * int(amount.replace(".", "").ljust(10, "0"))
