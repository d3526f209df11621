"""The figures of the documents of 2010 and 2011, from rules to money owed, exact to the fen.

The documents give people, households and sums, not how they were made up. Each case below is one make-up that gives
exactly their sums with rates that are on record for those years, or that divides them; it says which.
"""

from typing import Any

import pytest

from services.incentives.decisions.rules import decide
from services.incentives.schemes.lint import FOLDER, load_text
from services.incentives.schemes.model import Scheme
from tests.incentives.snapshots import snapshot

CONFIRMED = {"rural_registration": "2000-01-01", "period_family_confirmation": "2005-01-01"}


def scheme(name: str, **changes: str) -> Scheme:
    """A scheme that ships, with other words in it, as a county would write its own for that year."""
    written = (FOLDER / f"{name}.v1.yaml").read_text("utf-8")
    for before, after in changes.items():
        written = written.replace(CHANGES[before], after)
    found = load_text(f"{name}.v1.yaml", written)
    assert found.scheme is not None, found.faults
    return found.scheme


CHANGES = {
    "rural-since": "2025-01-01",
    "rural": "yuan: 960",
    "since": "2022-07-01",
    "disabled": "yuan: 460",
    "reward": "yuan: 10,",
    "pension": "yuan: 250",
    "monthly": "per: month",
    "age": "turns_at_most: 14",
    "turning": "turning: 14",
}


def certificate(since: str = "2005-01-01") -> Any:
    return snapshot(brought={"one_child_certificate": ("2004-06-01", since, None)})


def dalongshan_supports() -> list[tuple[Scheme, int, list[Any]]]:
    """48 at 720 a year and 3 at 110 a month: rates of the county for that year, which no source names."""
    disabled = snapshot("1955-05-01", brought={"child_disability_grade": (2, "2005-01-01", None)})
    special = scheme("special-support-disabled", since="2008-01-01", disabled="yuan: 110")
    return [
        (
            scheme("rural-reward", **{"rural-since": "2008-01-01", "rural": "yuan: 720"}),
            2011,
            [snapshot("1948-05-01", brought=CONFIRMED)] * 48,
        ),
        (special, 2011, [disabled] * 3),
    ]


def dalongshan_certificates() -> list[tuple[Scheme, int, list[Any]]]:
    """825 households: 525 where both parents are paid and 300 where one is, 10 a month each."""
    return [(scheme("parent-reward"), 2011, [certificate()] * (2 * 525 + 300))]


def wushen_households() -> list[tuple[Scheme, int, list[Any]]]:
    """2,114 households: 500 a year; 1,946 for the whole year, 168 from July on, paid by months."""
    yearly = scheme("parent-reward", monthly="per: year", reward="yuan: 500,")
    return [(yearly, 2010, [certificate()] * 1946 + [certificate("2010-07-01")] * 168)]


def wushen_pensions() -> list[tuple[Scheme, int, list[Any]]]:
    """250 for 916 households and 500 for 56 village officers."""
    officer = snapshot(brought={"village_officer": "2008-01-01"})
    return [(scheme("pension-support"), 2010, [certificate()] * 916 + [officer] * 56)]


def wushen_hardship() -> list[tuple[Scheme, int, list[Any]]]:
    """162 families, assessed one by one: 90 at 700 and 72 at 750."""
    amounts = [70_000] * 90 + [75_000] * 72
    families = [snapshot(brought={"hardship_assessment": (fen, "2010-01-01", None)}) for fen in amounts]
    return [(scheme("hardship-aid"), 2010, families)]


def dalongshan_two_daughters() -> list[tuple[Scheme, int, list[Any]]]:
    """26 households at 1,300, by one person of each; paid from the confirmation of that time."""
    written = (FOLDER / "insurance-support.v1.yaml").read_text("utf-8").replace("county_sets: true", "yuan: 1300")
    found = load_text("insurance-support.v1.yaml", written).scheme
    assert found is not None
    return [(found, 2011, [snapshot(brought={"period_family_confirmation": "2005-01-01"})] * 26)]


@pytest.mark.parametrize(
    ("cases", "people", "yuan"),
    [
        (dalongshan_supports, 51, 38_520),
        (dalongshan_certificates, 1_350, 162_000),
        (dalongshan_two_daughters, 26, 33_800),
        (wushen_households, 2_114, 1_015_000),
        (wushen_pensions, 972, 257_000),
        (wushen_hardship, 162, 117_000),
    ],
)
def test_the_rules_give_the_documents_sums(cases: Any, people: int, yuan: int) -> None:
    verdicts = [verdict for rule, year, facts in cases() for verdict in decide(rule, year, facts)]
    assert all(verdict.entitled for verdict in verdicts)
    assert (len(verdicts), sum(verdict.amount_fen for verdict in verdicts)) == (people, yuan * 100)
    assert all(sum(verdict.months_fen) == verdict.amount_fen for verdict in verdicts)
