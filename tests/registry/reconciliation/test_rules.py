"""Rules of the meeting that need no database: steps, thresholds, calendar, the catalogue against the charter."""

from datetime import date
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.auth import Department
from services.registry.reconciliation.discrepancies.catalogue import OFFICE, REGISTRATION_MATTERS, SUBMITTER, rules
from services.registry.reconciliation.matching.model import load_settings
from services.registry.reconciliation.matching.rules import (
    BLOCKING,
    LEVELS,
    Thresholds,
    learn_threshold,
    verdict,
)
from services.registry.reconciliation.matching.weigh import weights_of
from services.registry.reconciliation.matching.words import in_words
from services.registry.reconciliation.record_kinds.kinds import kinds
from services.registry.reconciliation.sessions.calendar import dates_of, due_to_open
from services.registry.reconciliation.sessions.rules import ReasonMissing, WrongStep, step

BASE = Thresholds(7.0, 1.0, 4.0)


@pytest.mark.parametrize("code", list(rules()))
def test_every_rule_says_what_the_person_gains_and_who_owes_it(code: str) -> None:
    rule = rules()[code]
    assert rule.benefit_zh and rule.benefit_en and rule.evidence_zh and rule.evidence_en
    assert rule.owner in (*get_args(Department), OFFICE, SUBMITTER) and set(rule.needs) <= kinds().keys()
    assert rule.due_on(date(2026, 11, 3)) > date(2026, 11, 3)
    if rule.owner == "public-security":
        assert rule.matter in REGISTRATION_MATTERS, "C7"
    if rule.matter not in REGISTRATION_MATTERS:
        assert rule.owner_of("public-security") != "public-security", "C7"


def test_kinds_belong_to_departments_and_take_no_health_content_and_no_permit() -> None:
    assert {kind.department for kind in kinds().values()} == set(get_args(Department))
    names = {column.name for kind in kinds().values() for column in kind.columns}
    assert not {name for name in names if any(word in name for word in ("cause", "diagnos", "permit", "order"))}


def test_the_settings_file_has_the_levels_that_the_rules_have() -> None:
    weights = weights_of(load_settings())
    for feature, levels in LEVELS.items():
        assert list(weights[feature]) == [name for name, _ in levels]
        assert weights[feature].get("same", 1.0) > 0 > weights[feature]["differs"]
    model = load_settings()
    said = {c["output_column_name"]: c["comparison_levels"] for c in model["comparisons"]}
    for feature, levels in LEVELS.items():
        assert [level["sql_condition"] for level in said[feature]] == [condition for _, condition in levels]
    assert [rule["blocking_rule"] for rule in model["blocking_rules_to_generate_predictions"]] == list(BLOCKING)


@pytest.mark.parametrize(
    ("best", "second", "name", "expected"),
    [
        (12.0, None, "same", "linked"),
        (12.0, 9.0, "same", "proposed"),
        (12.0, 3.0, "same", "linked"),
        (5.0, None, "same", "proposed"),
        (0.5, None, "same", "none"),
        (12.0, None, "family", "none"),
    ],
)
def test_what_is_linked_asked_about_and_left(best: float, second: float | None, name: str, expected: str) -> None:
    assert verdict(best, second, name, BASE) == expected


def test_decisions_move_the_threshold_down_and_up() -> None:
    agreed = [(weight, True) for weight in (6.6, 6.7) for _ in range(10)]
    assert learn_threshold(agreed, BASE, 0.999, 20).accept == 6.5
    assert learn_threshold(agreed[:19], BASE, 0.999, 20) == BASE
    assert learn_threshold([*agreed, (6.8, False)], BASE, 0.999, 20) == BASE
    assert learn_threshold([(7.2, False)], BASE, 0.999, 20).accept == 7.5


@given(st.lists(st.tuples(st.floats(0, 30), st.booleans()), max_size=60))
def test_no_decisions_take_the_threshold_below_the_band(decisions: list[tuple[float, bool]]) -> None:
    assert learn_threshold(decisions, BASE, 0.999, 3).accept >= BASE.review


def test_evidence_in_words() -> None:
    evidence = {"name": "same", "family": "mother", "born": "same", "sex": None, "place": "differs"}
    assert in_words("weight", evidence, 11.2, "en") == "matched on name + mother + date, but other town, weight 11.2"
    assert in_words("weight", evidence, 11.2, "zh") == "姓名相同、母亲相同、出生日期相同;但不同乡镇(权重 11.2)"
    assert in_words("number", None, None, "en") == "matched on citizen number"


def test_the_calendar() -> None:
    october = dates_of("2026-10")
    assert (october.first, october.last) == (date(2026, 10, 1), date(2026, 10, 31))
    assert (october.meeting_on, october.collect_by) == (date(2026, 11, 3), date(2026, 11, 2))
    assert due_to_open(date(2026, 10, 26)) == due_to_open(date(2026, 11, 3)) == "2026-10"
    assert due_to_open(date(2026, 11, 10)) is None


def test_a_meeting_goes_back_for_a_reason_only() -> None:
    assert step("closed", "reviewing", "补报") == "reviewing"
    with pytest.raises(ReasonMissing):
        step("closed", "reviewing")
    with pytest.raises(WrongStep):
        step("collecting", "closed")
