"""Statements as .xlsx: a sheet of sums and one of payments. What people wrote stays text, whatever it begins with."""

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from chassis.identifiers import mask_name
from services.incentives.bank_files.lines import yuan
from services.incentives.statements.schemas import DivisionLine

_SUMS = ("区划代码", "资金", "笔数", "人数", "应发(元)", "已发(元)", "待发(元)", "按时笔数", "重发笔数")
_PAYMENTS = ("区划代码", "姓名", "项目", "资金", "应发日期", "金额(元)", "其中抵扣(元)", "状态", "发放日期", "账户")
_STATES = {"owed": "待发", "paid": "已发", "cancelled": "取消"}


def write_sheet(sums: Sequence[DivisionLine], payments: Sequence[Any]) -> bytes:
    """Both sheets. Names are masked, accounts show four digits, amounts are exact."""
    out = io.BytesIO()
    options = {"constant_memory": True, "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        # A cell with this mark is text to a spreadsheet also after somebody edits it.
        text = book.add_format({"num_format": "@", "quote_prefix": True})
        _fill(book.add_worksheet("汇总"), text, _SUMS, [_sum_cells(line) for line in sums])
        _fill(book.add_worksheet("明细"), text, _PAYMENTS, [_payment_cells(row) for row in payments])
    return out.getvalue()


def _fill(sheet: Any, text: Any, columns: Sequence[str], rows: Sequence[Sequence[str | int]]) -> None:
    sheet.set_column(0, len(columns) - 1, 16)
    for number, row in enumerate([columns, *rows]):
        for at, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(number, at, cell)
            else:
                sheet.write_string(number, at, cell, text)


def _sum_cells(line: DivisionLine) -> list[str | int]:
    money = [yuan(fen) for fen in (line.planned_fen, line.paid_fen, line.owed_fen)]
    return [
        *(line.division_code, line.fund, line.payments, line.people),
        *money,
        *(line.paid_on_time, line.issued_again),
    ]


def _payment_cells(row: Any) -> list[str]:
    return [
        row["division_code"],
        mask_name(row["name"] or "—"),
        row["scheme"],
        row["fund"],
        str(row["due_on"]),
        yuan(row["amount_fen"]),
        yuan(row["set_off_fen"]),
        _STATES[row["state"]],
        str(row["paid_on"] or ""),
        row["account_shown"] or "",
    ]
