"""Return files as sheets: the .xlsx that came back from the bank, or CSV in UTF-8 or GB18030."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

import openpyxl

from services.incentives.bank_files.lines import fen_of
from services.incentives.returns.bank_words import bank_words
from services.incentives.returns.errors import ReturnUnreadable
from services.incentives.returns.told import Told, ToldFile

_COLUMNS = {
    "reference": ("备注", "参考号", "reference"),
    "expected": ("应处理金额", "金额", "amount"),
    "done": ("实处理金额", "settled_amount"),
    "flag": ("处理标志", "状态", "status"),
    "account": ("卡号", "账号", "account"),
    "reason": ("原因", "失败原因", "退票原因", "reason"),
    "day": ("处理日期", "日期", "date"),
}
_NEEDED = ("reference", "flag")
_SUMS = ("合计", "总计", "汇总")
MOST_LINES = 500_000
_MOST_BYTES = 400 << 20
_LONGEST_CELL = 400


def read_xlsx(content: bytes) -> ToldFile:
    """The first sheet. Raises ReturnUnreadable."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if sum(part.file_size for part in package.infolist()) > _MOST_BYTES:
                raise _unreadable("表格解压后过大", "the sheet is too large when unpacked")
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        rows = book.worksheets[0].iter_rows(values_only=True)
        return _read("xlsx", ([_text(cell) for cell in row] for row in rows))
    except ReturnUnreadable:
        raise
    except Exception:  # a damaged package fails in the reader in many ways, all of them the file's fault
        raise _unreadable("不是完整的 .xlsx 文件", "not a whole .xlsx file") from None


def read_csv(content: bytes) -> ToldFile:
    """Raises ReturnUnreadable."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        try:
            return _read("csv", csv.reader(io.StringIO(text.replace("\0", ""))))
        except csv.Error:
            break
    raise _unreadable("不是 UTF-8 或 GB18030 的 CSV 文件", "not a CSV file in UTF-8 or GB18030")


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float):
        # A number cell holds the nearest binary number; two places are what an amount has.
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return str(cell)


def _read(kind: str, rows: Iterable[Sequence[str]]) -> ToldFile:
    numbered = enumerate(rows, 1)
    at = _header(numbered)
    lines: list[Told] = []
    count = total = None
    for number, row in numbered:
        if not any(cell.strip() for cell in row):
            continue
        if row[0].strip().rstrip(":：") in _SUMS:
            count, total = _sums(row)
            continue
        if len(lines) >= MOST_LINES:
            raise _unreadable(f"超过 {MOST_LINES} 行", f"more than {MOST_LINES} lines")
        lines.append(_line(number, row, at))
    return ToldFile(kind, lines, count, total)


def _header(rows: Iterator[tuple[int, Sequence[str]]]) -> dict[str, int]:
    """Where each column is. A title may stand above the header. Raises ReturnUnreadable."""
    for number, row in rows:
        names = [cell.strip().lower() for cell in row]
        at = {key: names.index(name) for key, known in _COLUMNS.items() for name in reversed(known) if name in names}
        if all(key in at for key in _NEEDED):
            return at
        if number >= 10:
            break
    raise _unreadable("未找到列：备注、处理标志", "the columns 备注 and 处理标志 were not found")


def _line(number: int, row: Sequence[str], at: dict[str, int]) -> Told:
    def cell(key: str) -> str:
        return row[at[key]].strip()[:_LONGEST_CELL].replace("\0", "") if key in at and at[key] < len(row) else ""

    words = bank_words()
    outcome, unreadable = words.outcome(cell("flag")), ""
    amount = day = None
    try:
        told = cell("done") if outcome == "paid" and cell("done") else cell("expected")
        amount = fen_of(told) if told else None
        day = _day(cell("day"))
    except ValueError as error:
        unreadable = str(error)
    reference = cell("reference").zfill(12) if cell("reference").isdigit() else cell("reference")
    return Told(number, reference[:40], amount, cell("account"), outcome, cell("reason"), day, unreadable)


def _day(text: str) -> date | None:
    if not text:
        return None
    digits = text[:10].replace("-", "").replace("/", "")
    if len(digits) != 8 or not (digits.isascii() and digits.isdigit()):
        raise ValueError("not a day")
    return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))


def _sums(row: Sequence[str]) -> tuple[int | None, int | None]:
    """``合计, count, sum``: the file's own control totals. Raises ReturnUnreadable."""
    cells = [cell.strip() for cell in row[1:] if cell.strip()]
    try:
        return (int(cells[0]) if cells else None), (fen_of(cells[1]) if len(cells) > 1 else None)
    except ValueError:
        raise _unreadable("合计行应为：合计、笔数、金额", "the line of totals is: 合计, count, sum") from None


def _unreadable(zh: str, en: str) -> ReturnUnreadable:
    return ReturnUnreadable(f"{zh}。未作任何变动。", f"{en}; nothing was changed.")
