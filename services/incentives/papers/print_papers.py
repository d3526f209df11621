"""Print the notices and the posting of a village, and the notice about what was paid too much."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from chassis.identifiers import mask_name
from services.incentives.bank_files.lines import yuan
from services.incentives.papers.capitals import in_capitals
from services.incentives.papers.sheet import Sheet, half, on_paper
from services.incentives.schemes.catalogue import Catalogue
from services.incentives.schemes.kinds import is_private
from services.incentives.schemes.model import Scheme

_SHARES = (0.12, 0.22, 0.32, 0.18, 0.16)
OFFICE = "县卫生健康、财政经办机构（盖章）"
_COLUMNS = ("序号", "姓名", "项目", "金额(元)", "日期")


class Occasion(NamedTuple):
    """What a paper is about, and who issues it."""

    cycle: str
    place: str
    office: str
    printed_on: date


def print_notices(occasion: Occasion, schemes: Catalogue, rows: Sequence[Any]) -> bytes:
    """《奖励扶助金发放通知书》 for each payment, two on a page. A notice is the person's own: their name is whole."""
    sheet = Sheet(f"发放通知书 {occasion.cycle}")
    _notices(sheet, occasion, schemes, rows)
    return sheet.finished()


def print_village(occasion: Occasion, schemes: Catalogue, rows: Sequence[Any]) -> bytes:
    """All that a village needs in one file: the list to hang out, and then everybody's notice."""
    sheet = Sheet(f"发放公示与通知书 {occasion.cycle}")
    _posting(sheet, occasion, schemes, rows)
    sheet.next_page()
    _notices(sheet, occasion, schemes, rows)
    return sheet.finished()


def _notices(sheet: Sheet, occasion: Occasion, schemes: Catalogue, rows: Sequence[Any]) -> None:
    for number, row in enumerate(rows):
        if number and number % 2 == 0:
            sheet.next_page()
        with half(sheet, upper=number % 2 == 0):
            _notice(sheet, occasion, schemes, row)


def _notice(sheet: Sheet, occasion: Occasion, schemes: Catalogue, row: Any) -> None:
    sheet.heading("奖励扶助金发放通知书", f"{occasion.place}  {occasion.cycle}  编号 {str(row['id'])[-12:]}")
    sheet.paragraph(f"{row['name']}:")
    sheet.paragraph(
        f"    您{on_paper(row['period_start'])}至{on_paper(row['period_end'])}的“{_title(schemes, row)}”"
        f"{_amount(row['amount_fen'])}，已于{on_paper(row['paid_on'])}{_how(row)}，请查收。"
    )
    if row["set_off_fen"]:
        sheet.paragraph(f"    其中{_amount(row['set_off_fen'])}按决定抵扣此前多发的款项。")
    sheet.paragraph(
        "    如金额、账户有误或未收到，请向村（社区）、乡镇或县级经办机构提出；您可以查询计算依据与发放记录，"
        "也可以提出异议或投诉。",
        10.5,
    )
    sheet.y -= 4
    sheet.right(occasion.office)
    sheet.right(on_paper(occasion.printed_on))


def _how(row: Any) -> str:
    return f"汇入您尾号 {row['account_shown'][-4:]} 的账户" if row["account_shown"] else "发放"


def _amount(fen: int) -> str:
    return f"人民币 {yuan(fen)} 元({in_capitals(fen)})"


def _title(schemes: Catalogue, row: Any) -> str:
    scheme = _scheme(schemes, row)
    return "奖励扶助金" if scheme is None else scheme.title.zh


def _heading(schemes: Catalogue, row: Any) -> str:
    """What stands on a list that hangs out: never what a family has been through."""
    scheme = _scheme(schemes, row)
    return "家庭扶助" if scheme is None else scheme.posting.heading.zh


def _shows_amount(schemes: Catalogue, row: Any) -> bool:
    """An amount can name a scheme as surely as its title: 7,080 a year is paid for one loss alone (C5)."""
    scheme = _scheme(schemes, row)
    return scheme is not None and not is_private(scheme)


def _scheme(schemes: Catalogue, row: Any) -> Scheme | None:
    versions = schemes.versions(row["scheme"])
    return next((scheme for scheme in versions if scheme.version == row["scheme_version"]), None)


def print_posting(occasion: Occasion, schemes: Catalogue, rows: Sequence[Any]) -> bytes:
    """《奖励扶助金发放公示》: the village's list with masked names, and its count and sum; no private amount."""
    sheet = Sheet(f"发放公示 {occasion.cycle}")
    _posting(sheet, occasion, schemes, rows)
    return sheet.finished()


def _posting(sheet: Sheet, occasion: Occasion, schemes: Catalogue, rows: Sequence[Any]) -> None:
    _top(sheet, occasion)
    for number, row in enumerate(rows, 1):
        if not sheet.has_room:
            sheet.next_page()
            _top(sheet, occasion)
        amount = yuan(row["amount_fen"]) if _shows_amount(schemes, row) else "不公示"
        cells = [str(number), mask_name(row["name"]), _heading(schemes, row), amount]
        sheet.row([*cells, str(row["paid_on"])], _SHARES)
    if not sheet.has_room_to_end:
        sheet.next_page()
        _top(sheet, occasion)
    # The sum of what is shown: with the rest in it, one line that is not shown could be reckoned.
    total = sum(row["amount_fen"] for row in rows if _shows_amount(schemes, row))
    sheet.row(["合计", f"{len(rows)} 笔", in_capitals(total), yuan(total), ""], _SHARES)
    sheet.y -= 30
    sheet.paragraph(
        "对以上内容有异议的，请向村（社区）、乡镇或县级经办机构提出。异议只影响所涉的一行，不影响他人领取。", 10.5
    )
    sheet.right(occasion.office)
    sheet.right(on_paper(occasion.printed_on))


def _top(sheet: Sheet, occasion: Occasion) -> None:
    sheet.heading("奖励扶助金发放公示", f"{occasion.place}  {occasion.cycle}")
    sheet.row(_COLUMNS, _SHARES, pale=True)


def print_recovery(occasion: Occasion, schemes: Catalogue, row: Any) -> bytes:
    """《多发款项退回通知书》: what was paid too much and why, until when it may wait, and how to object."""
    sheet = Sheet("多发款项退回通知书")
    sheet.heading("多发款项退回通知书", f"编号 {str(row['id'])[-12:]}")
    sheet.paragraph(f"{row['name']}:")
    left = row["amount_fen"] - row["settled_fen"]
    sheet.paragraph(
        f"    经核对，您领取的“{_title(schemes, row)}”自{on_paper(row['stopped_on'])}起不再享有，多发"
        f"{_amount(row['amount_fen'])}。尚需退回{_amount(left)}。"
    )
    sheet.paragraph(
        f"    请于{on_paper(row['grace_until'])}前退回。在此之前不会采取任何其他措施；"
        "未经书面决定，不会从您的其他待遇中扣除。"
        "一次退回有困难的，可以申请分次退回或免予退回。"
    )
    sheet.paragraph("    您对此有异议的，请在上述期限内向县级经办机构提出，也可以依法申请行政复议或提起行政诉讼。")
    sheet.y -= 10
    sheet.right(occasion.office)
    sheet.right(on_paper(occasion.printed_on))
    return sheet.finished()
