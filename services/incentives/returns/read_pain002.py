"""ISO 20022 pain.002: the bank's status report on one of our messages, validated against its schema."""

import io
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from lxml import etree

from services.incentives.bank_files.lines import fen_of
from services.incentives.returns.bank_words import bank_words
from services.incentives.returns.errors import ReturnUnreadable
from services.incentives.returns.read_sheet import MOST_LINES
from services.incentives.returns.told import Told, ToldFile

_SCHEMAS = Path(__file__).parents[1] / "bank_files" / "schemas"
_NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:"
_KNOWN = ("pain.002.001.03", "pain.002.001.12")
_LONGEST = 140
_WORDS_KEPT = 100


def read_pain002(content: bytes) -> ToldFile:
    """Lines, or the answer to a whole message. Raises ReturnUnreadable."""
    version = _version(content)
    try:
        return _read(content, version)
    except etree.XMLSyntaxError as error:
        raise _unreadable(f"第{error.lineno}行不合模式", f"line {error.lineno} does not fit the schema") from None


def _version(content: bytes) -> str:
    try:
        parser = etree.iterparse(io.BytesIO(content), events=("start",), resolve_entities=False, no_network=True)
        _, root = next(iter(parser))
    except (etree.XMLSyntaxError, StopIteration):
        raise _unreadable("不是 XML 文件", "not XML") from None
    if root.getroottree().docinfo.doctype:
        raise _unreadable("报文不得含文档类型声明", "a message has no document type of its own")
    version = etree.QName(root).namespace or ""
    version = version.removeprefix(_NAMESPACE)
    if version not in _KNOWN:
        raise _unreadable(f"不是 {'、'.join(_KNOWN)}", f"not {' or '.join(_KNOWN)}")
    return version


@cache
def _schema(version: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(_SCHEMAS / f"{version}.xsd")))


def _read(content: bytes, version: str) -> ToldFile:
    space = f"{{{_NAMESPACE}{version}}}"
    wanted = (f"{space}TxInfAndSts", f"{space}OrgnlGrpInfAndSts")
    events: Any = etree.iterparse(
        io.BytesIO(content), tag=wanted, schema=_schema(version), resolve_entities=False, no_network=True
    )
    lines: list[Told] = []
    line_of = _line_reader(space)
    statuses: Counter[str] = Counter()
    group, counted = dict[str, str](), dict[str, int]()
    for _, element in events:
        if element.tag == wanted[1]:
            group, counted = _group(element, space), _counted(element, space)
            continue
        if len(lines) >= MOST_LINES:
            raise _unreadable(f"超过 {MOST_LINES} 行", f"more than {MOST_LINES} lines")
        line, status = line_of(len(lines) + 1, element)
        lines.append(line)
        statuses[status] += 1
        element.clear()
    # A report may list the lines of one status only: of what it lists it must have counted as many.
    told_lines = sum(map(counted.__getitem__, statuses)) if statuses and statuses.keys() <= counted.keys() else None
    return _told(lines, group, told_lines)


def _told(lines: list[Told], group: dict[str, str], told_lines: int | None) -> ToldFile:
    message = group.get("OrgnlMsgId", "")
    about: dict[str, Any] = {"message": message, "told_lines": told_lines}
    if group.get("OrgnlNbOfTxs"):
        about["message_lines"] = int(group["OrgnlNbOfTxs"])
    if group.get("OrgnlCtrlSum"):
        about["message_fen"] = _sum_of(group["OrgnlCtrlSum"])
    whole = bank_words().outcome(group.get("GrpSts", ""))
    if not lines and whole in ("paid", "failed"):
        about |= {"whole_message": message, "whole_outcome": whole, "whole_reason": group.get("reason", "")}
    return ToldFile("pain.002", lines, **about)


def _sum_of(text: str) -> int:
    try:
        return fen_of(text)
    except ValueError:
        raise _unreadable("控制总数不是整分金额", "its control sum is no amount in whole fen") from None


def _group(element: Any, space: str) -> dict[str, str]:
    names = ("OrgnlMsgId", "GrpSts", "OrgnlNbOfTxs", "OrgnlCtrlSum")
    found = {name: element.findtext(f"{space}{name}") or "" for name in names}
    return found | {"reason": _reason(element, space)}


def _counted(element: Any, space: str) -> dict[str, int]:
    """How many lines the bank counted of each status, where it says so."""
    rows = element.iterfind(f"{space}NbOfTxsPerSts")
    return {row.findtext(f"{space}DtldSts") or "": int(row.findtext(f"{space}DtldNbOfTxs") or 0) for row in rows}


def _reason(element: Any, space: str) -> str:
    code = element.findtext(f"{space}StsRsnInf/{space}Rsn/{space}Cd") or ""
    code = code or element.findtext(f"{space}StsRsnInf/{space}Rsn/{space}Prtry") or ""
    more = element.findtext(f"{space}StsRsnInf/{space}AddtlInf") or ""
    return f"{code} {more}".strip()[:_LONGEST]


def _line_reader(space: str) -> Callable[[int, Any], tuple[Told, str]]:
    """Reads a line, and its status as the bank wrote it: by its parts, since to search for each takes the most time."""
    reference, status, reason, original, accepted = (
        f"{space}{name}" for name in ("OrgnlEndToEndId", "TxSts", "StsRsnInf", "OrgnlTxRef", "AccptncDtTm")
    )
    outcome_of = lru_cache(_WORDS_KEPT)(bank_words().outcome)

    def read(number: int, element: Any) -> tuple[Told, str]:
        # Backwards, so that of parts of one name the first is kept.
        parts = {part.tag: part for part in reversed(element)}
        said = _text(parts.get(status))
        amount, faulty = _amount(parts.get(original), space)
        day, undated = _day(_text(parts.get(accepted)))
        why = _reason(element, space) if reason in parts else ""
        named = _text(parts.get(reference))[:40]
        return Told(number, named, amount, "", outcome_of(said), why, day, undated or faulty), said

    return read


def _text(part: Any) -> str:
    return (part.text or "") if part is not None else ""


def _amount(original: Any, space: str) -> tuple[int | None, str]:
    """Fen where it tells them, and what is wrong with them."""
    amount = next(original.iterchildren(f"{space}Amt"), None) if original is not None else None
    told = next(amount.iterchildren(f"{space}InstdAmt"), None) if amount is not None else None
    if told is None:
        return None, ""
    try:
        fen, fault = fen_of(told.text or ""), ""
    except ValueError as error:
        fen, fault = None, str(error)
    return fen, fault if told.get("Ccy") == "CNY" else "not in CNY"


def _day(settled: str) -> tuple[date | None, str]:
    try:
        return date.fromisoformat(settled[:10]) if settled else None, ""
    except ValueError:
        # The schema allows years that no calendar of ours has.
        return None, "not a day"


def _unreadable(zh: str, en: str) -> ReturnUnreadable:
    return ReturnUnreadable(f"{zh}。未作任何变动。", f"{en}; nothing was changed.")
