"""C4 (with C1, C2, C11): units are assessed on the service they owe; residents, births and free choices never."""

from datetime import date
from pathlib import Path

import pytest

from services.assessment.facts.kinds import ENDED, KINDS
from services.assessment.figures.tables import Cell
from services.assessment.indicators.catalogue import catalogue
from services.assessment.indicators.charter import faults_by_charter
from services.assessment.indicators.lint import FOLDER, lint
from tests.assessment.test_indicators import faults_in, measures

FIRST = date(2026, 11, 5)


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("C4", {"title": {"zh": "避孕率", "en": "Rate"}}),
        ("C4", {"title": {"zh": "率", "en": "Births in the village"}}),
        ("C4", {"title": {"zh": "率", "en": "Pregnancies found"}}),
        ("C4", {"title": {"zh": "节育手术落实率", "en": "Rate"}}),
        ("C4", {"id": "abortion-count"}),
        ("C4", {"title": {"zh": "居民积分", "en": "Points"}}),
        ("C4", {"title": {"zh": "分", "en": "Citizen score"}}),
        ("C1", {"title": {"zh": "计划外生育", "en": "Rate"}}),
        ("C1", {"title": {"zh": "率", "en": "Birth permits issued"}}),
        ("C2", {"title": {"zh": "拒绝率", "en": "Rate"}}),
        ("C2", {"title": {"zh": "率", "en": "Visits declined"}}),
        ("C2", measures(owed={"of": "visit", "month": "due_on"})),
        ("C2", measures(made={"of": "visit", "month": "due_on", "where": "outcome != 'done'"})),
        ("C2", measures(made={"of": "referral", "month": "due_on", "where": "closed_on < opened_on"})),
        ("C11", {"title": {"zh": "胎儿性别", "en": "Rate"}}),
    ],
)
def test_the_charter_refuses(tmp_path: Path, rule: str, change: dict[str, object]) -> None:
    assert any(f"breaks rule {rule} of the charter" in fault for fault in faults_in(tmp_path, change))


def test_what_ships_keeps_the_charter() -> None:
    indicators, _ = lint(FOLDER)
    assert [fault for indicator in indicators for fault in faults_by_charter(indicator)] == []


def test_a_free_choice_is_in_no_count() -> None:
    choice = {"division": "341599001201", "outcome": ENDED, "due_on": None, "opened_on": None, "closed_on": None}
    for kind in (name for name, kind in KINDS.items() if ENDED in kind.outcomes):
        for measure in catalogue().counting(kind):
            assert measure.of_fact(choice | {measure.month: FIRST}) is None


def test_counts_are_of_places_and_months_and_of_nobody() -> None:
    assert set(Cell.model_fields) == {"measure", "division", "month", "value"}
