"""A report as .xlsx: the same figures as numbers, with charts that the spreadsheet draws itself."""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from services.assessment.reports.content import NOTE, PlaceRow, Report, words_of

_PLACES = ("名次", "单位", "代码", "得分", "下限", "上限", "档次", "应办服务")


def write_workbook(report: Report, digest: str) -> bytes:
    """The workbook. Text is written as text: no name can become a formula."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    # A fixed day, so that equal reports give equal bytes.
    book.set_properties({"title": f"{report.title} {report.period}", "created": datetime(2000, 1, 1, tzinfo=UTC)})
    _cover(book.add_worksheet("说明"), report, digest)
    towns = _places(book.add_worksheet("乡镇"), report.towns)
    if report.towns:
        towns.insert_chart("J2", _scores(book, report.towns))
    shares = _indicators(book, report)
    if shares:
        book.get_worksheet_by_name("指标").insert_chart("I2", _shares(book, shares))
    _trend(book, report)
    _places(book.add_worksheet("村"), report.villages)
    book.close()
    return buffer.getvalue()


def _table(sheet: Worksheet, head: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(head) - 1, 14)
    for line, cells in enumerate([head, *rows]):
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                sheet.write_string(line, column, cell)
            elif cell is not None:
                sheet.write_number(line, column, cell)


def _cover(sheet: Worksheet, report: Report, digest: str) -> None:
    county = report.county
    rows = [
        ("期间", words_of(report.period)),
        ("版本", report.version),
        ("固定日期", report.frozen_on),
        ("全县得分", county.value),
        ("全县档次", county.band),
        ("应办服务", county.owed),
        ("查实侵害群众权益", report.violations),
        ("结果摘要 SHA-256", digest),
        ("说明", NOTE),
        *((f"{title}村数", number) for title, number in report.bands),
    ]
    _table(sheet, (report.title, ""), rows)


def _places(sheet: Worksheet, places: Sequence[PlaceRow]) -> Worksheet:
    rows = [(p.rank, p.name, p.division, p.value, p.low, p.high, p.band, p.owed) for p in places]
    _table(sheet, _PLACES, rows)
    return sheet


def _scores(book: Workbook, places: Sequence[PlaceRow]) -> Any:
    chart, last = book.add_chart({"type": "bar"}), len(places)
    above = [max((p.high or 0) - (p.value or 0), 0) for p in places]
    below = [max((p.value or 0) - (p.low or 0), 0) for p in places]
    bars = {"type": "custom", "plus_values": above, "minus_values": below}
    chart.add_series(
        {"name": "得分", "categories": ["乡镇", 1, 1, last, 1], "values": ["乡镇", 1, 3, last, 3], "x_error_bars": bars}
    )
    chart.set_title({"name": "乡镇得分与区间"})
    chart.set_x_axis({"min": 0, "max": 100})
    chart.set_y_axis({"reverse": True})
    chart.set_legend({"none": True})
    chart.set_size({"width": 640, "height": 120 + 26 * last})
    return chart


def _indicators(book: Workbook, report: Report) -> list[int]:
    """Writes the sheet; the lines of the shares, which stand first."""
    sheet = book.add_worksheet("指标")
    ordered = sorted(report.indicators, key=lambda each: (each.unit != "share" or each.value is None, each.id))
    rows = [
        (each.title, each.value, each.unit, each.part, each.whole, *(each.interval or (None, None))) for each in ordered
    ]
    _table(sheet, ("指标", "完成", "单位", "已办", "应办", "下限", "上限"), rows)
    sheet.set_column(0, 0, 34)
    return [line for line, each in enumerate(ordered, 1) if each.unit == "share" and each.value is not None]


def _shares(book: Workbook, lines: Sequence[int]) -> Any:
    chart = book.add_chart({"type": "bar"})
    first, last = lines[0], lines[-1]
    chart.add_series({"name": "完成", "categories": ["指标", first, 0, last, 0], "values": ["指标", first, 1, last, 1]})
    chart.set_title({"name": "全县指标完成情况"})
    chart.set_x_axis({"min": 0, "max": 1, "num_format": "0%"})
    chart.set_y_axis({"reverse": True})
    chart.set_legend({"none": True})
    chart.set_size({"width": 760, "height": 120 + 22 * len(lines)})
    return chart


def _trend(book: Workbook, report: Report) -> None:
    sheet = book.add_worksheet("走势")
    rows = [(words_of(point.period), point.value) for point in report.trend]
    _table(sheet, ("期间", "全县得分"), rows)
    chart, last = book.add_chart({"type": "line"}), len(rows)
    values = {"categories": ["走势", 1, 0, last, 0], "values": ["走势", 1, 1, last, 1], "marker": {"type": "circle"}}
    chart.add_series({"name": "全县得分", **values})
    chart.set_y_axis({"min": 0, "max": 100})
    chart.set_legend({"none": True})
    sheet.insert_chart("D2", chart)
