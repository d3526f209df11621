"""The linter's refusals, each with file and line."""

from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from services.assessment.indicators.catalogue import catalogue
from services.assessment.indicators.lint import FOLDER, lint

GOOD = {
    "id": "visits-made",
    "version": 1,
    "title": {"zh": "随访完成率", "en": "Visits made"},
    "meaning": {"zh": "已完成的比例", "en": "The share that was made"},
    "effective_from": "2026-01-01",
    "source": "here",
    "better": "higher",
    "unit": "share",
    "measures": {
        "owed": {"of": "visit", "month": "due_on", "where": "outcome != 'ended'"},
        "made": {"of": "visit", "month": "due_on", "where": "outcome == 'done'"},
    },
    "value": "made / owed",
    "of": ["made", "owed"],
}


def faults_in(folder: Path, *changes: Mapping[str, object]) -> list[str]:
    for change in changes:
        content = GOOD | dict(change)
        text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
        (folder / f"{content['id']}.v{content['version']}.yaml").write_text(text, encoding="utf-8")
    return [str(fault) for fault in lint(folder)[1]]


def measures(**changes: object) -> dict[str, object]:
    return {"measures": GOOD["measures"] | changes}  # type: ignore[operator]


def test_what_ships_is_without_fault() -> None:
    indicators, faults = lint(FOLDER)
    assert faults == [] and len(indicators) >= 11
    assert {indicator.better for indicator in indicators} == {"higher", "lower"}
    assert catalogue().counting("visit")


def test_a_good_one_passes(tmp_path: Path) -> None:
    assert faults_in(tmp_path, {}) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"value": "made / money"}, "there is no 'money'"),
        ({"value": "made"}, "'made' is count, not share"),
        ({"value": "made / 0"}, "divides by zero"),
        ({"of": ["made", "wanted"]}, "there is no measure 'wanted'"),
        ({"effective_to": "2025-01-01"}, "ends before it begins"),
        ({"unit": "miles"}, "'miles' is not one of"),
        ({"surprise": 1}, "Additional properties"),
        ({"effective_from": "2026-02-31"}, "date"),
        (measures(made={"of": "birth", "month": "due_on"}), "there is no kind of fact 'birth'"),
        (measures(made={"of": "visit", "month": "opened_on"}), "visit has no date 'opened_on'"),
        (measures(made={"of": "visit", "month": "due_on", "where": "outcome == 'dne'"}), "no visit has the outcome"),
        (measures(made={"of": "visit", "month": "due_on", "where": "owed_fen > 1"}), "there is no 'owed_fen'"),
        (measures(made={"of": "visit", "month": "due_on", "where": "due_on"}), "neither true nor false"),
        (measures(made={"of": "visit", "month": "due_on", "add": "outcome"}), "not a number"),
    ],
)
def test_each_fault_is_named_with_its_line(tmp_path: Path, change: dict[str, object], fault: str) -> None:
    (found,) = [each for each in faults_in(tmp_path, change) if fault in each]
    file, line, _ = found.split(":", 2)
    assert file == "visits-made.v1.yaml" and int(line) >= 1


def test_figures_that_hang_on_each_other_are_refused(tmp_path: Path) -> None:
    one, other = {"id": "one", "value": "other / 2"}, {"id": "other", "value": "one / 2"}
    (fault,) = faults_in(tmp_path, one, other)
    assert "a cycle: " in fault and "one needs other" in fault


def test_versions_that_overlap_are_refused(tmp_path: Path) -> None:
    (fault,) = faults_in(tmp_path, {}, {"version": 2, "effective_from": "2026-06-01"})
    assert fault.startswith("visits-made.v2.yaml:") and "still in force" in fault
