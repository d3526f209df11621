"""Scores of a period: as settled where it is settled, and as they stand where it is not."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession

from services.assessment.appeals.queries import upheld_in
from services.assessment.appeals.tables import Appeal
from services.assessment.figures.evaluate import Formulas, formulas_on
from services.assessment.figures.queries import Counts, at_level, counts_of, names_of
from services.assessment.figures.rules import Period
from services.assessment.scorecards.after_appeals import after_appeals
from services.assessment.scorecards.lint import scorecard_of
from services.assessment.scorecards.make_scores import Scored, make_scores
from services.assessment.scorecards.model import Scorecard
from services.assessment.scorecards.schemas import ExplainedScore, LineOut, ScoreOut
from services.assessment.settlements.queries import standing_settlement
from services.assessment.settlements.tables import Settlement


class Board(NamedTuple):
    """All that is needed to show the scores of one level."""

    period: Period
    card: Scorecard
    formulas: Formulas
    places: Sequence[Scored]
    names: dict[str, str]
    settlement: Settlement | None
    counts: Counts
    upheld: Sequence[Appeal]


async def board_of(session: AsyncSession, period: Period, level: str) -> Board:
    """The whole county's places of a level: a rank is told among all, whoever looks."""
    formulas = formulas_on(period.first)
    settlement = await standing_settlement(session, period.name)
    if settlement is None:
        card = scorecard_of(period.first)
        counts = at_level(await counts_of(session, formulas, "", period), level)
        names = await names_of(session, list(counts))
        return Board(period, card, formulas, make_scores(card, formulas, counts), names, None, counts, ())
    card = scorecard_of(settlement.first_month)
    entries: list[dict[str, Any]] = settlement.document["levels"][level]
    places = [msgspec.convert({name: each[name] for name in ("division", "score", "rank")}, Scored) for each in entries]
    names = {each["division"]: each["name"] for each in entries if each["name"]}
    every = [each for known in settlement.document["levels"].values() for each in known]
    counts = {each["division"]: each["counts"] for each in every}
    upheld = await upheld_in(session, settlement.id)
    return Board(period, card, formulas, places, names, settlement, counts, upheld)


def shown(board: Board, prefix: str) -> list[ScoreOut]:
    """The scores inside an area, the best first."""
    return [ScoreOut(**_facts(board, each)) for each in board.places if each.division.startswith(prefix)]


def explained(board: Board, division: str) -> ExplainedScore | None:
    """One place's score down to its indicators; None where it has none."""
    found = next((each for each in board.places if each.division == division), None)
    if found is None:
        return None
    lines = [_line(board, found, number) for number in range(len(found.score.lines))]
    card = f"{board.card.id}.v{board.card.version}"
    return ExplainedScore(**_facts(board, found), scorecard=card, lines=lines)


def _facts(board: Board, place: Scored) -> dict[str, Any]:
    score = place.score
    appealed = after_appeals(board.card, board.formulas, place.division, board.counts, board.upheld)
    band = next((each for each in board.card.bands if each.id == score.band), None)
    return {
        "division": place.division,
        "division_name": board.names.get(place.division),
        "period": board.period.name,
        "settlement_id": board.settlement.id if board.settlement else None,
        "value": score.value,
        "low": score.low,
        "high": score.high,
        "band": score.band,
        "band_zh": band.title.zh if band else None,
        "band_en": band.title.en if band else None,
        "rank": place.rank,
        "owed": score.owed,
        "vetoed_by": list(score.vetoed_by),
        "after_appeals": appealed.value if appealed else None,
    }


def _line(board: Board, place: Scored, number: int) -> LineOut:
    line, rule = place.score.lines[number], board.card.indicators[number]
    indicator = next(each for each in board.formulas.indicators if each.id == line.indicator)
    asked = f"period={board.period.name}&division={place.division}"
    asked += f"&settlement={board.settlement.id}" if board.settlement else ""
    cases = f"/api/assessment/v1/figures/{indicator.id}/cases?{asked}" if indicator.of else None
    return LineOut(
        **{name: getattr(line, name) for name in ("indicator", "version", "weight", "value", "part", "whole")},
        **{name: getattr(line, name) for name in ("points", "low", "high")},
        title_zh=indicator.title.zh,
        title_en=indicator.title.en,
        meaning_zh=indicator.meaning.zh,
        meaning_en=indicator.meaning.en,
        formula=indicator.value,
        zero=rule.zero,
        full=rule.full,
        cases=cases,
    )
