"""Statistics as files: CSV for machines, .xlsx for offices. What is not published is a dash."""

import csv
import io
from collections.abc import Sequence

import xlsxwriter

from services.registry.statistics.count_people import AGES, MONTHS
from services.registry.statistics.schemas import Population, YearOfEvents

Row = list[str | int]
_KINDS = {"births": "出生", "deaths": "死亡", "moved-in": "迁入", "moved-out": "迁出"}
NOTE = "“–”表示因人数过少不予公布。"


def _cell(value: int | None) -> str | int:
    return "–" if value is None else value


def population_rows(places: Sequence[Population]) -> list[Row]:
    """A header and a row for each place, sex and total."""
    rows: list[Row] = [["区划代码", "名称", "性别", "合计", *AGES]]
    for place in places:
        for field, word in (("total", "合计"), ("male", "男"), ("female", "女"), ("unstated", "未说明")):
            numbers = [_cell(getattr(part, field)) for part in (place, *place.ages)]
            rows.append([place.division, place.name or "", word, *numbers])
    return rows


def event_rows(years: Sequence[YearOfEvents]) -> list[Row]:
    """A header and a row for each place and kind of event."""
    rows: list[Row] = [["区划代码", "名称", "事项", "全年", *(f"{int(month)}月" for month in MONTHS)]]
    for year in years:
        numbers = [_cell(year.total), *(_cell(year.months[month]) for month in MONTHS)]
        rows.append([year.division, year.name or "", _KINDS[year.kind], *numbers])
    return rows


def to_csv(rows: Sequence[Row]) -> bytes:
    """UTF-8 with a byte-order mark, which spreadsheets need to read Chinese."""
    out = io.StringIO()
    # Names come from people: a leading = + - @ would be a formula to a spreadsheet.
    csv.writer(out).writerows([[_harmless(value) for value in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def _harmless(value: str | int) -> str | int:
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def to_xlsx(rows: Sequence[Row], title: str) -> bytes:
    """One sheet, with the note on what a dash means."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet, bold = book.add_worksheet(title), book.add_format({"bold": True})
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row, bold if at == 0 else None)
        sheet.write_string(len(rows) + 1, 0, NOTE)
        sheet.set_column(0, 1, 16)
        sheet.freeze_panes(1, 3)
    return out.getvalue()
