"""What a report says, from what was frozen and from nothing else. Pure.

A frozen document (a month's bulletin, a quarter's settlement) holds the counts, the score and the rank of every place.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from services.assessment.figures.evaluate import Formulas
from services.assessment.figures.rules import Interval, wilson
from services.assessment.indicators.model import Indicator
from services.assessment.scorecards.model import Scorecard

_QUARTERS = {"Q1": "第一季度", "Q2": "第二季度", "Q3": "第三季度", "Q4": "第四季度"}
NOTE = (
    "本报告只评各单位应尽的服务，不评居民；出生、避孕、手术、怀孕不作指标（宪章 C4）。"
    "区间相交的单位不分先后；应办服务过少的不排名。"
)


class PlaceRow(NamedTuple):
    """One place: score, between what and what it truly lies, band and rank; none where too little was owed."""

    division: str
    name: str
    rank: int | None
    value: float | None
    low: float | None
    high: float | None
    band: str
    owed: int


class IndicatorRow(NamedTuple):
    """One indicator for the whole county."""

    id: str
    title: str
    value: float | None
    unit: str
    part: int | None
    whole: int | None
    interval: Interval | None
    better: str


class Point(NamedTuple):
    """The county's score in one frozen period."""

    period: str
    value: float | None


class Report(NamedTuple):
    """All that is printed."""

    title: str
    period: str
    frozen_on: str
    version: int
    county: PlaceRow
    towns: Sequence[PlaceRow]
    villages: Sequence[PlaceRow]
    bands: Sequence[tuple[str, int]]
    """Title of each band, and how many villages reached it; last those without a score."""
    indicators: Sequence[IndicatorRow]
    trend: Sequence[Point]
    violations: int


def words_of(period: str) -> str:
    """2026年10月; 2026年第三季度."""
    year, _, part = period.partition("-")
    return f"{year}年{_QUARTERS.get(part) or f'{int(part)}月'}"


def report_of(
    title: str,
    document: Mapping[str, Any],
    card: Scorecard,
    formulas: Formulas,
    frozen_on: str,
    trend: Sequence[Point],
) -> Report:
    """The report of a frozen document. ``card`` and ``formulas`` are those that it names."""
    titles = {band.id: band.title.zh for band in card.bands}
    places = {level: [_place(each, titles) for each in found] for level, found in document["levels"].items()}
    counts: Mapping[str, int] = next((each["counts"] for each in document["levels"]["county"]), {})
    nothing = PlaceRow("", "全县", None, None, None, None, "—", 0)
    county = places["county"][0] if places["county"] else nothing
    indicators = _indicators(formulas, counts, card.z)
    violations = sum(int(each.value or 0) for each in indicators if each.id in [veto.indicator for veto in card.veto])
    return Report(
        title,
        document["period"],
        frozen_on,
        document["version"],
        county,
        places["town"],
        places["village"],
        _bands(places["village"], titles),
        indicators,
        [*trend, Point(document["period"], county.value)],
        violations,
    )


def _place(entry: Mapping[str, Any], titles: Mapping[str, str]) -> PlaceRow:
    score = entry["score"]
    band = titles.get(score["band"], "—")
    name = entry["name"] or entry["division"]
    shown = (score["value"], score["low"], score["high"])
    return PlaceRow(entry["division"], name, entry["rank"], *shown, band, score["owed"])


def _bands(villages: Sequence[PlaceRow], titles: Mapping[str, str]) -> list[tuple[str, int]]:
    found = Counter(each.band for each in villages)
    return [*((title, found[title]) for title in titles.values()), ("应办过少，不评分", found["—"])]


def _indicators(formulas: Formulas, counts: Mapping[str, int], z: float) -> list[IndicatorRow]:
    rows = []
    for figure in formulas.evaluate(counts):
        of = figure.indicator.of
        part, whole = (figure.counts[name] for name in of) if of else (None, None)
        interval = wilson(part, whole, z) if part is not None and whole is not None else None
        rows.append(_row(figure.indicator, figure.value, part, whole, interval))
    return sorted(rows, key=lambda row: row.id)


def _row(
    indicator: Indicator, value: float | None, part: int | None, whole: int | None, interval: Interval | None
) -> IndicatorRow:
    title, unit = indicator.title.zh, indicator.unit
    return IndicatorRow(indicator.id, title, value, unit, part, whole, interval, indicator.better)


def shown_value(row: IndicatorRow) -> str:
    """As a reader expects it."""
    if row.value is None:
        return "无应办"
    return f"{row.value:.1%}" if row.unit == "share" else f"{row.value:g}"
