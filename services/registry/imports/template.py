"""The empty people file that offices download: header, hints, text format, drop-downs."""

import io
from datetime import date
from functools import lru_cache

import xlsxwriter

from services.registry.code_tables import TABLES, first_words
from services.registry.imports.columns import columns

_LAST_ROW = 20_000


@lru_cache(maxsize=1)
def template_xlsx(on: date) -> bytes:
    """The workbook's bytes, with the words of the code tables in force ``on`` that day; the same for everybody."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet, words = book.add_worksheet("人口信息"), book.add_worksheet("代码")
        text = book.add_format({"num_format": "@"})
        title = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1})
        hint = book.add_format({"italic": True, "font_color": "#7F7F7F", "text_wrap": True})
        for at, column in enumerate(columns()):
            # Text, so that eighteen digits stay what they are.
            sheet.set_column(at, at, 20, text)
            sheet.write_string(0, at, column.zh, title)
            sheet.write_string(1, at, column.hint, hint)
            if column.name in TABLES:
                _add_choices(sheet, words, at, column.zh, first_words(column.name, on))
        sheet.freeze_panes(2, 1)
        words.hide()
    return out.getvalue()


def _add_choices(
    sheet: xlsxwriter.worksheet.Worksheet,
    words: xlsxwriter.worksheet.Worksheet,
    at: int,
    title: str,
    choices: list[str],
) -> None:
    words.write_column(0, at, [title, *choices])
    letter = xlsxwriter.utility.xl_col_to_name(at)
    source = f"=代码!${letter}$2:${letter}${len(choices) + 1}"
    # A warning only: codes are accepted as well as words.
    sheet.data_validation(
        2, at, _LAST_ROW, at, {"validate": "list", "source": source, "error_type": "warning", "ignore_blank": True}
    )
