"""Print what a claim brings about: the list that hangs out before an approval, and a decision for its person."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from services.incentives.bank_files.lines import yuan
from services.incentives.decisions.schemas import DecisionSeen
from services.incentives.papers.print_papers import OFFICE
from services.incentives.papers.sheet import Sheet, on_paper
from services.incentives.postings.schemas import PostingLine, PostingSeen

_SHARES = (0.12, 0.24, 0.4, 0.24)
_COLUMNS = ("序号", "姓名", "村(社区)", "年度金额(元)")


class Whose(NamedTuple):
    """The person that a decision is about, and who is told: for a child, the parent or guardian."""

    name: str
    payee: str


def print_list(posting: PostingSeen, place: str, lines: Sequence[PostingLine], villages: Mapping[str, str]) -> bytes:
    """《拟享受对象公示》: masked names under the scheme's public heading, until when it hangs, and how to object."""
    sheet = Sheet(f"{posting.heading.zh} 公示")
    _top(sheet, posting, place)
    for number, line in enumerate(lines, 1):
        if not sheet.has_room:
            sheet.next_page()
            _top(sheet, posting, place)
        amount = "不公示" if line.amount_fen is None else yuan(line.amount_fen)
        village = villages.get(line.division_code, line.division_code)
        sheet.row([str(number), line.masked_name, village, amount], _SHARES)
    if not sheet.has_room_to_end:
        sheet.next_page()
        _top(sheet, posting, place)
    total = "不公示" if posting.total_fen is None else yuan(posting.total_fen)
    sheet.row(["合计", f"{len(lines)} 人", "", total], _SHARES)
    sheet.y -= 30
    sheet.paragraph(
        f"公示期自{on_paper(posting.opened_on)}起，至{on_paper(posting.last_day)}止。对以上名单有异议的，请在此期间向"
        "村（社区）、乡镇或县级工作人员提出，口头、书面均可，可以不署名。异议只影响所涉的一行，不影响他人。",
        10.5,
    )
    sheet.right(OFFICE)
    sheet.right(on_paper(posting.opened_on))
    return sheet.finished()


def _top(sheet: Sheet, posting: PostingSeen, place: str) -> None:
    sheet.heading(f"{posting.year}年度“{posting.heading.zh}”公示", place)
    sheet.row(_COLUMNS, _SHARES, pale=True)


def print_decision(decision: DecisionSeen, whose: Whose, printed_on: date) -> bytes:
    """《认定结果告知书》: why they got it or why not, each condition as it turned out, and how to object."""
    sheet = Sheet("认定结果告知书")
    sheet.heading("认定结果告知书", f"编号 {str(decision.id)[-12:]}")
    sheet.paragraph(f"{whose.payee}:")
    if whose.payee != whose.name:
        sheet.paragraph(f"    您为{whose.name}提出的申领，结果如下。")
    sheet.paragraph(f"    {decision.sentence.zh}")
    sheet.y -= 6
    for reason in decision.reasons:
        sheet.paragraph(f"    {'符合' if reason.met else '不符合'}  {reason.words.zh}", 10.5)
    sheet.y -= 6
    sheet.paragraph(f"    {decision.how_to_object.zh}")
    sheet.y -= 10
    sheet.right(OFFICE)
    sheet.right(on_paper(printed_on))
    return sheet.finished()
