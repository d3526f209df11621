"""How figures make a score, how sure it is, who can be ranked, and what overrules it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from chassis.data_files import Words
from services.assessment.figures.evaluate import Figure
from services.assessment.figures.rules import wilson
from services.assessment.indicators.catalogue import catalogue
from services.assessment.indicators.model import Indicator, Measure
from services.assessment.scorecards.lint import FOLDER, lint, scorecards
from services.assessment.scorecards.model import Band, Line, Scorecard, Veto
from services.assessment.scorecards.rules import points, ranks, score

_WORDS = Words("指标", "indicator")
_BANDS = (Band("good", 75, _WORDS), Band("fair", 60, _WORDS), Band("poor", 0, _WORDS))
_LINES = (Line("on-time", 3, 0.5, 1.0), Line("late", 1, 0.5, 0.0))
CARD = Scorecard(
    "x", 1, _WORDS, date(2026, 1, 1), "test", 1.96, 0.5, 10, _LINES, _BANDS, (Veto("violated", 0, "poor"),)
)


def _figure(name: str, part: int, whole: int) -> Figure:
    measures = {"part": Measure("visit", "due_on"), "whole": Measure("visit", "due_on")}
    indicator = Indicator(
        name,
        1,
        _WORDS,
        _WORDS,
        date(2026, 1, 1),
        "test",
        "higher",
        "share",
        measures,
        "part / whole",
        ("part", "whole"),
    )
    return Figure(indicator, part / whole if whole else None, {"part": part, "whole": whole})


def test_a_score_is_the_weighted_mean_of_points() -> None:
    made = score(CARD, [_figure("on-time", 75, 100), _figure("late", 10, 100)])
    assert made.value == round((3 * 50 + 1 * 80) / 4, 2)
    assert made.band == "poor" and made.owed == 200
    assert made.low is not None and made.high is not None and made.low < 57.5 < made.high


def test_what_nobody_was_owed_counts_neither_for_nor_against() -> None:
    made = score(CARD, [_figure("on-time", 100, 100), _figure("late", 0, 0)])
    assert (made.value, made.band, made.lines[1].points) == (100, "good", None)
    assert score(CARD, [_figure("on-time", 0, 0), _figure("late", 0, 100)]).value is None
    assert score(CARD, []).value is None


def test_a_violation_of_rights_overrules_and_nothing_else_does() -> None:
    best = [_figure("on-time", 100, 100), _figure("late", 0, 100)]
    assert score(CARD, best).band == "good"
    vetoed = score(CARD, [*best, _figure("violated", 1, 1)])
    assert (vetoed.value, vetoed.band, vetoed.vetoed_by) == (100, "poor", ("violated",))


def test_places_are_ranked_apart_only_beyond_doubt() -> None:
    big_good, big_bad = ([_figure("on-time", part, 1000)] for part in (950, 700))
    small = [_figure("on-time", 8, 10)]
    tiny = [_figure("on-time", 3, 3)]
    scores = {"good": big_good, "bad": big_bad, "small": small, "tiny": tiny}
    card = Scorecard("x", 1, _WORDS, date(2026, 1, 1), "test", 1.96, 0.5, 10, _LINES[:1], _BANDS)
    order = ranks({name: score(card, figures) for name, figures in scores.items()}, card.ranked_from)
    # Ten visits tell so little: the small place may be as good as the good one, and is not before the bad one.
    assert order == {"good": 1, "bad": 2, "small": 1, "tiny": None}


@given(part=st.integers(0, 500), more=st.integers(0, 500))
def test_the_interval_holds_the_share_and_stays_between_none_and_all(part: int, more: int) -> None:
    whole = part + more
    found = wilson(part, whole, 1.96)
    if found is None:
        assert whole == 0
    else:
        assert -1e-6 <= found.low <= part / whole + 1e-6 and part / whole - 1e-6 <= found.high <= 1 + 1e-6


def test_published_examples_of_the_interval() -> None:
    # Newcombe 1998 (Statistics in Medicine 17, 857–872), table I, method 3.
    for part, whole, low, high in ((81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611)):
        found = wilson(part, whole, 1.959964)
        assert found is not None
        assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_points_run_in_a_straight_line_either_way() -> None:
    assert [points(Line("a", 1, 0.5, 1), value) for value in (0.4, 0.5, 0.75, 1, 2)] == [0, 0, 50, 100, 100]
    assert [points(Line("a", 1, 0.2, 0), value) for value in (0.3, 0.1, 0)] == [0, 50, 100]


@dataclass(frozen=True)
class Bad:
    change: dict[str, Any]
    fault: str


@pytest.mark.parametrize(
    "bad",
    [
        Bad({"indicators": [{"id": "births", "weight": 1, "zero": 0, "full": 1}]}, "no indicator 'births'"),
        Bad({"indicators": [{"id": "visits-made", "weight": 1, "zero": 1, "full": 0}]}, "higher is better"),
        Bad({"indicators": [{"id": "visits-made", "weight": 0, "zero": 0, "full": 1}]}, "minimum"),
        Bad({"bands": [{"id": "a", "from": 50, "title": {"zh": "a", "en": "a"}}] * 2}, "bands stand from the best"),
        Bad({"veto": [{"indicator": "visits-made", "above": 0, "band": "poor"}]}, "breaks rule C4"),
        Bad({"veto": [{"indicator": "births", "above": 0, "band": "worst"}]}, "there is no band"),
        Bad({"version": 3}, "file's name must be"),
    ],
)
def test_the_linter_refuses(tmp_path: Path, bad: Bad) -> None:
    content = yaml.safe_load((FOLDER / "service.v1.yaml").read_text()) | bad.change
    (tmp_path / "service.v1.yaml").write_text(yaml.safe_dump(content, allow_unicode=True))
    _, faults = lint(tmp_path, catalogue())
    assert any(bad.fault in str(fault) and str(fault).startswith("service.v1.yaml:") for fault in faults), faults


def test_what_ships_is_without_fault() -> None:
    assert scorecards()
