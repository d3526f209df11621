"""A settled place's score with the appeals that were upheld. Pure.

An upheld appeal says what an indicator counts in one place; the difference is carried to every place that contains it.
"""

from collections.abc import Mapping, Sequence

from chassis.identifiers import division_prefix
from services.assessment.appeals.tables import Appeal
from services.assessment.figures.evaluate import Formulas
from services.assessment.indicators.measures import key_of
from services.assessment.scorecards.model import Scorecard
from services.assessment.scorecards.rules import Score, score


def after_appeals(
    card: Scorecard,
    formulas: Formulas,
    division: str,
    settled: Mapping[str, Mapping[str, int]],
    upheld: Sequence[Appeal],
) -> Score | None:
    """The score of ``division``; None where no appeal touches it. ``settled`` are the counts by division."""
    touching = [each for each in upheld if each.division.startswith(division_prefix(division))]
    if not touching:
        return None
    counts = dict(settled[division])
    for appeal in touching:
        for key, difference in _differences(formulas, appeal, settled.get(appeal.division, {})).items():
            counts[key] = counts.get(key, 0) + difference
    return score(card, formulas.evaluate(counts))


def _differences(formulas: Formulas, appeal: Appeal, settled: Mapping[str, int]) -> dict[str, int]:
    indicator = next((each for each in formulas.indicators if each.id == appeal.indicator), None)
    if indicator is None or indicator.of is None:
        return {}
    keys = [key_of(indicator.measures[name]) for name in indicator.of]
    decided = (appeal.decided_part or 0, appeal.decided_whole or 0)
    return {key: now - settled.get(key, 0) for key, now in zip(keys, decided, strict=True)}
