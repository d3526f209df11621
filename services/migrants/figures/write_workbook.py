"""The flow map's numbers as .xlsx for offices: the matrix, and the flows month by month. Hidden numbers are a dash."""

import io
from collections.abc import Sequence

import xlsxwriter

from services.migrants.figures.schemas import FlowMap, PlaceOnMap

NOTE = "“–”表示因人数过少不予公布。"
_Row = list[str | int]


def write_workbook(flows: FlowMap) -> bytes:
    """Both sheets."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        bold = book.add_format({"bold": True})
        for title, rows in (("流动矩阵", _matrix(flows)), ("按月", _months(flows))):
            sheet = book.add_worksheet(title)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row, bold if at == 0 else None)
            sheet.write_string(len(rows) + 1, 0, NOTE)
            sheet.set_column(0, len(rows[0]), 14)
            sheet.freeze_panes(1, 1)
    return out.getvalue()


def _cell(people: int | None) -> str | int:
    return "–" if people is None else people


def _name(place: PlaceOnMap) -> str:
    return f"{place.code} {place.name_zh}" if place.name_zh else place.code


def _matrix(flows: FlowMap) -> list[_Row]:
    names = [_name(place) for place in flows.places]
    rows = zip(names, flows.matrix, strict=True)
    return [["从 \\ 到", *names], *([name, *map(_cell, row)] for name, row in rows)]


def _months(flows: FlowMap) -> list[_Row]:
    months: Sequence[str] = sorted({month for flow in flows.flows for month in flow.by_month})
    head: _Row = ["从", "到", "合计", *months]
    return [
        head,
        *(
            [flow.from_place, flow.to_place, _cell(flow.people), *(_cell(flow.by_month.get(m, 0)) for m in months)]
            for flow in flows.flows
        ),
    ]
