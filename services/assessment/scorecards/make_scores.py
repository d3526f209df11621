"""The scores of a period's places, from their counts."""

from collections.abc import Mapping

import msgspec

from services.assessment.figures.evaluate import Formulas
from services.assessment.figures.queries import Counts
from services.assessment.scorecards.model import Scorecard
from services.assessment.scorecards.rules import Score, ranks, score


class Scored(msgspec.Struct, frozen=True):
    """One place: its score and its rank among the places of its level."""

    division: str
    score: Score
    rank: int | None


def make_scores(card: Scorecard, formulas: Formulas, places: Counts) -> list[Scored]:
    """The places of one level, the best first; those without a rank last."""
    scores: Mapping[str, Score] = {place: score(card, formulas.evaluate(counts)) for place, counts in places.items()}
    order = ranks(scores, card.ranked_from)
    made = [Scored(place, scores[place], order[place]) for place in scores]
    return sorted(made, key=lambda each: (each.rank or len(made) + 1, -(each.score.value or 0), each.division))
