"""A report as PDF: A4, the house's embedded Chinese type, charts as vectors."""

from collections.abc import Sequence

from chassis.paper.sheet import Sheet
from services.assessment.reports.charts import TREND_HEIGHT, height_of, scores_chart, shares_chart, trend_chart
from services.assessment.reports.content import NOTE, PlaceRow, Report, shown_value, words_of

_BARS_A_CHART = 34
_PLACES = ("名次", "单位", "得分", "区间", "档次", "应办服务")
_PLACE_WIDTHS = (0.1, 0.34, 0.12, 0.2, 0.12, 0.12)


def print_report(report: Report, digest: str) -> bytes:
    """The PDF; equal reports give equal bytes."""
    sheet = Sheet(f"{report.title} {report.period}", digest, f"结果摘要 SHA-256 {digest}")
    sheet.title(report.title)
    for line in (*_opening(report), NOTE):
        sheet.line(line)
    sheet.heading("一、乡镇(街道)得分与排名")
    sheet.table(_PLACES, _PLACE_WIDTHS, [place_cells(each) for each in report.towns])
    for part in _parts(report.towns):
        sheet.drawing(height_of(len(part)), scores_chart(part))
    sheet.heading("二、全县指标完成情况")
    rows = [
        [
            each.title,
            shown_value(each),
            "" if each.part is None else f"{each.part}/{each.whole}",
            _interval(each.interval),
        ]
        for each in report.indicators
    ]
    sheet.table(("指标", "完成", "已办/应办", "区间"), (0.46, 0.16, 0.2, 0.18), rows)
    shares = [each for each in report.indicators if each.unit == "share" and each.value is not None]
    for number in range(0, len(shares), _BARS_A_CHART):
        part_of = shares[number : number + _BARS_A_CHART]
        sheet.drawing(height_of(len(part_of)), shares_chart(part_of))
    sheet.line("灰色的指标越低越好。", 9)
    sheet.heading("三、全县得分走势", TREND_HEIGHT)
    sheet.drawing(TREND_HEIGHT, trend_chart(report.trend))
    sheet.heading("四、村(社区)分档")
    sheet.table(("档次", "村数"), (0.5, 0.5), [[title, str(number)] for title, number in report.bands])
    sheet.heading("五、村(社区)得分")
    sheet.table(_PLACES, _PLACE_WIDTHS, [place_cells(each) for each in report.villages])
    return sheet.finished()


def _opening(report: Report) -> list[str]:
    county = report.county
    score = (
        "应办服务过少，未评分" if county.value is None else f"得分 {county.value:.2f}({_range(county)}),{county.band}"
    )
    return [
        f"期间：{words_of(report.period)}    第 {report.version} 版    固定日期：{report.frozen_on}",
        f"全县{score}；应办服务 {county.owed} 件。查实侵害群众权益 {report.violations} 件。",
    ]


def place_cells(place: PlaceRow) -> list[str]:
    """One line of a table of places."""
    rank = "" if place.rank is None else str(place.rank)
    value = "" if place.value is None else f"{place.value:.2f}"
    return [rank, place.name, value, _range(place), place.band, str(place.owed)]


def _range(place: PlaceRow) -> str:
    return "" if place.low is None or place.high is None else f"{place.low:.2f}–{place.high:.2f}"


def _interval(found: tuple[float, float] | None) -> str:
    return f"{found[0]:.1%}–{found[1]:.1%}" if found else ""


def _parts(places: Sequence[PlaceRow]) -> list[Sequence[PlaceRow]]:
    return [places[number : number + _BARS_A_CHART] for number in range(0, len(places), _BARS_A_CHART)]
