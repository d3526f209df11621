"""What is frozen of a period, and signed: for every place of every level its counts, its score and its rank."""

from typing import Any

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession

from services.assessment.figures.evaluate import Formulas
from services.assessment.figures.queries import Counts, at_level, names_of
from services.assessment.figures.rules import DIGITS, Period
from services.assessment.scorecards.make_scores import make_scores
from services.assessment.scorecards.model import Scorecard


async def document_of(
    session: AsyncSession, card: Scorecard, formulas: Formulas, counts: Counts, period: Period, version: int
) -> dict[str, Any]:
    """What is signed: for every place of every level its counts, its score and its rank."""
    levels: dict[str, list[dict[str, Any]]] = {}
    for level in DIGITS:
        places = at_level(counts, level)
        names = await names_of(session, list(places))
        made = make_scores(card, formulas, places)
        levels[level] = [
            msgspec.to_builtins(each) | {"name": names.get(each.division), "counts": dict(places[each.division])}
            for each in made
        ]
    return {
        "period": period.name,
        "version": version,
        "scorecard": f"{card.id}.v{card.version}",
        "indicators": [f"{each.id}.v{each.version}" for each in formulas.indicators],
        "levels": levels,
    }
