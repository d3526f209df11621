"""Statements as .xlsx: sums, payments, funds, or one person's own. What people wrote stays text, however it begins."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter

from chassis.identifiers import mask_name
from services.incentives.bank_files.lines import yuan
from services.incentives.schemes.catalogue import catalogue
from services.incentives.statements.schemas import DivisionLine, FundLine, PersonStatement, StatementLine

_SUMS = ("区划代码", "资金", "笔数", "人数", "应发(元)", "已发(元)", "待发(元)", "按时笔数", "重发笔数")
_PAYMENTS = ("区划代码", "姓名", "项目", "资金", "应发日期", "金额(元)", "其中抵扣(元)", "状态", "发放日期", "账户")
_FUNDS = (
    *("资金", "名称", "年度", "下达(元)", "可用(元)", "已承诺(元)", "在途(元)", "已支付(元)", "应收回(元)"),
    *("已付笔数", "已付人数", "重发笔数"),
)
_OWN = (
    *("项目", "起", "止", "应发日期", "金额(元)", "其中抵扣(元)", "状态", "发放日期", "账户", "尚需退回(元)"),
    "认定编号",
)
Rows = tuple[Sequence[str], Sequence[Sequence[str | int]]]
"""Columns, and the rows under them."""
_STATES = {"owed": "待发", "paid": "已发", "cancelled": "取消"}


def write_sheet(sums: Sequence[DivisionLine], payments: Sequence[Any], funds: Sequence[FundLine] = ()) -> bytes:
    """All sheets; that of funds where there are any. Names are masked, accounts show four digits, amounts are exact."""
    sheets: dict[str, Rows] = {
        "汇总": (_SUMS, [_sum_cells(line) for line in sums]),
        "明细": (_PAYMENTS, [_payment_cells(row) for row in payments]),
    }
    if funds:
        sheets["资金"] = (_FUNDS, [_fund_cells(line) for line in funds])
    return _written(sheets)


def write_person(statement: PersonStatement) -> bytes:
    """One person's own statement: what, for when, why, and to which account."""
    return _written({"明细": (_OWN, [_own_cells(line) for line in statement.lines])})


def _written(sheets: Mapping[str, Rows]) -> bytes:
    out = io.BytesIO()
    options = {"constant_memory": True, "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        # A cell with this mark is text to a spreadsheet also after somebody edits it.
        text = book.add_format({"num_format": "@", "quote_prefix": True})
        for name, (columns, rows) in sheets.items():
            _fill(book.add_worksheet(name), text, columns, rows)
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


def _fund_cells(line: FundLine) -> list[str | int]:
    fen = (line.granted_fen, line.available_fen, line.committed_fen, line.in_transit_fen, line.paid_fen)
    money = [yuan(each) for each in (*fen, line.recoverable_fen)]
    return [line.fund, line.name, line.year, *money, line.payments, line.people, line.issued_again]


def _own_cells(line: StatementLine) -> list[str]:
    return [
        _title(line.scheme),
        *map(str, (line.period_start, line.period_end, line.due_on)),
        *(yuan(line.amount_fen), yuan(line.set_off_fen), _STATES[line.state], str(line.paid_on or "")),
        *(line.account_shown or "", yuan(line.to_be_returned_fen), str(line.decision_id)),
    ]


def _title(scheme: str) -> str:
    versions = catalogue().versions(scheme)
    return versions[-1].title.zh if versions else scheme
