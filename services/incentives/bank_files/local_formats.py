"""The formats of local banks: sheets for accounts with the same bank and with others, and a GBK text file.

Names may take 60 bytes and remarks 12, as the bank counts them (GBK). The remark is our reference, which comes back.
"""

import io
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime

import xlsxwriter

from services.incentives.bank_files.errors import FileNotPossible
from services.incentives.bank_files.lines import Head, Line, Totals, yuan

_MOST_NAME_BYTES = 60
_FIRST_FAULTS = 20
_BUSINESS = "代发补贴"
SAME_BANK = ("姓名", "卡号", "应处理金额", "备注", "实处理金额", "处理标志")
INTERBANK = (*SAME_BANK, "行别", "跨行行号", "业务种类", "协议书号", "账号地址")
_SAME_EPOCH = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)


def write_same_bank(head: Head, totals: Totals, lines: Iterable[Line]) -> bytes:
    """The sheet for accounts with the payer's own bank. Raises FileNotPossible."""
    return _sheet(head, SAME_BANK, list(lines), lambda line: [])


def write_interbank(head: Head, totals: Totals, lines: Iterable[Line]) -> bytes:
    """The sheet for accounts with other banks. Raises FileNotPossible."""
    return _sheet(head, INTERBANK, list(lines), lambda line: [line.bank_name, line.bank_code, _BUSINESS, "", ""])


def write_text(head: Head, totals: Totals, lines: Iterable[Line]) -> bytes:
    """Ten fields with a blank between, the amount in fen, GBK; the last line tells count and sum.

    The fields: number, reference, account, holder, bank's number, fen, currency, business, message, day.
    Raises FileNotPossible for what GBK does not have, and for names with blanks.
    """
    lines = list(lines)
    _check(lines, lambda name: _fits(name) and not any(character.isspace() for character in name))
    day = head.execute_on.strftime("%Y%m%d")
    written = [
        f"{line.line} {line.reference} {line.account} {line.holder} {line.bank_code} {line.amount_fen} CNY {_BUSINESS} "
        f"{head.message_id} {day}"
        for line in lines
    ]
    written.append(f"合计 {totals.lines} {totals.fen}")
    return ("\r\n".join(written) + "\r\n").encode("gbk")


def _fits(name: str) -> bool:
    try:
        return len(name.encode("gbk")) <= _MOST_NAME_BYTES
    except UnicodeEncodeError:
        return False


def _short(name: str) -> bool:
    return len(name.encode("gb18030")) <= _MOST_NAME_BYTES


def _check(lines: Sequence[Line], fits: Callable[[str], bool]) -> None:
    faults = [line.line for line in lines if not fits(line.holder)]
    if faults:
        raise FileNotPossible(
            "这些行的户名含有该格式没有的字，或过长。请改用 pain.001 或 .xlsx，或登记银行所用户名。",
            "The holders' names on these lines have characters that the format lacks, or are too long.",
            lines=faults[:_FIRST_FAULTS],
            more=max(0, len(faults) - _FIRST_FAULTS),
        )


def _sheet(head: Head, columns: Sequence[str], lines: Sequence[Line], more: Callable[[Line], list[str]]) -> bytes:
    """Every cell is text: amounts stay exact, account numbers keep their digits, and nothing is a formula."""
    _check(lines, _short)
    out = io.BytesIO()
    options = {"constant_memory": True, "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        # The same batch gives the same bytes, whenever it is asked for.
        book.set_properties({"created": _SAME_EPOCH, "title": head.message_id})
        sheet, text = book.add_worksheet("代发"), book.add_format({"num_format": "@"})
        sheet.set_column(0, len(columns) - 1, 20)
        for at, title in enumerate(columns):
            sheet.write_string(0, at, title, text)
        for row, line in enumerate(lines, 1):
            cells = [line.holder, line.account, yuan(line.amount_fen), line.reference, "", "", *more(line)]
            for at, cell in enumerate(cells):
                if cell:
                    sheet.write_string(row, at, cell, text)
    return out.getvalue()
