"""The empty workbook of a record kind: header, hints, text format, drop-downs."""

import io
from functools import cache

import xlsxwriter

from services.registry.reconciliation.record_kinds.kinds import Column, kinds

_LAST_ROW = 200_000
_HINTS = {
    "name": "与户口簿一致",
    "number": "18位(旧号15位也可)",
    "date": "YYYYMMDD",
    "sex": "男/女",
    "division": "12位",
    "choice": "从下拉中选",
    "text": "文字",
}


@cache
def template_xlsx(code: str) -> bytes:
    """The workbook's bytes; the same for everybody. ``code`` is a known kind."""
    out = io.BytesIO()
    kind = kinds()[code]
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet(kind.zh)
        # Text, so that eighteen digits stay what they are.
        text = book.add_format({"num_format": "@"})
        title = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1})
        hint = book.add_format({"italic": True, "font_color": "#7F7F7F", "text_wrap": True})
        for at, column in enumerate(kind.columns):
            sheet.set_column(at, at, 20, text)
            sheet.write_string(0, at, column.zh, title)
            sheet.write_string(1, at, _hint(column), hint)
            if choices := _choices(column):
                options = {"validate": "list", "source": choices, "ignore_blank": True}
                sheet.data_validation(2, at, _LAST_ROW, at, options)
        sheet.freeze_panes(2, 1)
    return out.getvalue()


def _hint(column: Column) -> str:
    needed = "必填" if column.required else "选填"
    return f"{needed}，{column.hint or _HINTS[column.type]}"


def _choices(column: Column) -> list[str]:
    return list(column.choices.values()) if column.type == "choice" else ["男", "女"] if column.type == "sex" else []
