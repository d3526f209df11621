"""How figures make a score, how sure the score is, and who stands before whom. Pure.

A score's interval comes from the intervals of its shares (Wilson), taken as independent and added as variances. One
place stands before another only where their intervals do not meet: a village with six visits is not ranked on noise.
"""

from collections.abc import Mapping, Sequence
from math import sqrt

import msgspec

from services.assessment.figures.evaluate import Figure
from services.assessment.figures.rules import wilson
from services.assessment.scorecards.model import Line, Scorecard


class LineScore(msgspec.Struct, frozen=True):
    """What one indicator adds. ``points`` are of 100; none where nothing was owed."""

    indicator: str
    version: int
    weight: float
    value: float | None
    part: int | None
    whole: int | None
    points: float | None
    low: float | None
    high: float | None


class Score(msgspec.Struct, frozen=True):
    """A place's score from 0 to 100, between what and what it truly lies, and its band; none where little was owed."""

    value: float | None
    low: float | None
    high: float | None
    band: str | None
    owed: int
    """Services owed in all, by which it is told whether the place can be ranked."""
    vetoed_by: tuple[str, ...]
    lines: tuple[LineScore, ...]


def points(line: Line, value: float) -> float:
    """Of a hundred, in a straight line from ``zero`` to ``full``."""
    return 100 * min(max((value - line.zero) / (line.full - line.zero), 0.0), 1.0)


def score(card: Scorecard, figures: Sequence[Figure]) -> Score:
    """The score that a place's figures make."""
    by_id = {figure.indicator.id: figure for figure in figures}
    lines = tuple(_line(card, line, by_id.get(line.id)) for line in card.indicators)
    owed = sum(line.whole or 0 for line in lines)
    scored = [line for line in lines if line.points is not None]
    weight = sum(line.weight for line in scored)
    vetoed = tuple(veto.indicator for veto in card.veto if _value(by_id, veto.indicator) > veto.above)
    if not scored or weight < card.coverage * sum(line.weight for line in lines):
        return Score(None, None, None, _worst(card, vetoed), owed, vetoed, lines)
    value = sum(line.weight * (line.points or 0.0) for line in scored) / weight
    spread = sqrt(sum((line.weight / weight * _half(line)) ** 2 for line in scored))
    low, high = max(value - spread, 0.0), min(value + spread, 100.0)
    band = _worst(card, vetoed) or next(band.id for band in card.bands if value >= band.first)
    band = _lower(card, band, value)
    return Score(round(value, 2), round(low, 2), round(high, 2), band, owed, vetoed, lines)


def _line(card: Scorecard, line: Line, figure: Figure | None) -> LineScore:
    if figure is None or figure.value is None:
        version = figure.indicator.version if figure else 0
        return LineScore(line.id, version, line.weight, None, None, None, None, None, None)
    part, whole = (figure.counts[name] for name in figure.indicator.of) if figure.indicator.of else (None, None)
    found = wilson(part, whole, card.z) if part is not None and whole is not None else None
    ends = sorted((points(line, found.low), points(line, found.high))) if found else (None, None)
    return LineScore(
        line.id,
        figure.indicator.version,
        line.weight,
        figure.value,
        part,
        whole,
        round(points(line, figure.value), 4),
        ends[0],
        ends[1],
    )


def _half(line: LineScore) -> float:
    return 0.0 if line.low is None or line.high is None else (line.high - line.low) / 2


def _value(figures: Mapping[str, Figure], indicator: str) -> float:
    figure = figures.get(indicator)
    return figure.value if figure is not None and figure.value is not None else 0.0


def _worst(card: Scorecard, vetoed: Sequence[str]) -> str | None:
    order = [band.id for band in card.bands]
    bands = [veto.band for veto in card.veto if veto.indicator in vetoed]
    return max(bands, key=order.index) if bands else None


def _lower(card: Scorecard, band: str, value: float) -> str:
    """A veto takes a band away and never gives a better one."""
    order = [each.id for each in card.bands]
    own = next(each.id for each in card.bands if value >= each.first)
    return max((band, own), key=order.index)


def ranks(scores: Mapping[str, Score], ranked_from: int) -> dict[str, int | None]:
    """Place → rank: one more than the places that are better beyond doubt. None where too little was owed."""
    ranked = {
        place: (found.low, found.high)
        for place, found in scores.items()
        if found.low is not None and found.high is not None and found.owed >= ranked_from
    }
    return {
        place: 1 + sum(low > ranked[place][1] for low, _ in ranked.values()) if place in ranked else None
        for place in scores
    }
