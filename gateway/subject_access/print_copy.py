"""The copy as a paper in Chinese: the same sections and content as the JSON, in words that a person reads."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from chassis import clock
from chassis.data_files import read_data
from chassis.paper.sheet import Sheet
from gateway.subject_access.schemas import CopyOut

TITLE = "个人信息副本"
_LAW = "依据《个人信息保护法》第四十五条，向本人提供。内容与所存一致，未登记的记为“无”。"
_MISSING = {
    "not-allowed": "经办人无权查看，请到乡镇（街道）或县里索取。",
    "nothing-held": "没有保存这类内容。",
    "unavailable": "暂时取不到，请稍后再来索取。",
}
_NOTHING = "无"
_OF_ANOTHER = {"before", "after", "held", "should_be"}
"""Members that hold a value of the field that stands beside them."""


class Labels(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``labels.yaml``."""

    fields: dict[str, str]
    codes: dict[str, dict[str, str]]


class Line(NamedTuple):
    """A line of a section, and how far in it stands."""

    depth: int
    words: str


@cache
def labels() -> Labels:
    """The words of the paper. Raises BadDataFile."""
    return read_data(Path(__file__).with_name("labels.yaml"), Labels)


def print_copy(copy: CopyOut) -> bytes:
    """The PDF; equal copies give equal bytes."""
    sheet = Sheet(TITLE, str(copy.person_id), f"{TITLE}    人员编号 {copy.person_id}    请妥善保管")
    sheet.title(TITLE)
    sheet.line(f"制作时间：{_moment(copy.made_at)}    人员编号：{copy.person_id}")
    for words in (_LAW, copy.elsewhere_zh):
        sheet.line(words)
    for section in copy.sections:
        sheet.heading(section.zh)
        for line in lines_of(section.held) if section.missing is None else [Line(0, _MISSING[section.missing])]:
            sheet.line("　" * line.depth + " ".join(line.words.split()), 10)
    return sheet.finished()


def lines_of(held: Any, depth: int = 0) -> Iterator[Line]:
    """Everything in ``held``, line by line; nothing is left out."""
    if isinstance(held, Mapping):
        for name, value in held.items():
            yield from _member(name, value, held, depth)
    elif isinstance(held, list):
        for number, each in enumerate(held, 1):
            yield Line(depth, f"第 {number} 条")
            yield from lines_of(each, depth + 1)
        if not held:
            yield Line(depth, _NOTHING)
    else:
        yield Line(depth, _value("", held))


def _member(name: str, value: Any, beside: Mapping[str, Any], depth: int) -> Iterator[Line]:
    label = labels().fields.get(name, name)
    if isinstance(value, Mapping | list) and value:
        yield Line(depth, f"{label}：")
        yield from lines_of(value, depth + 1)
        return
    told = _value(str(beside.get("field", name)) if name in _OF_ANOTHER else name, value)
    yield Line(depth, f"{label}：{labels().fields.get(told, told) if name == 'field' else told}")


def _value(name: str, value: Any) -> str:
    if value is None or value in ("", [], {}):
        return _NOTHING
    if isinstance(value, bool):
        return "是" if value else "否"
    words = labels().codes.get(name, {}).get(str(value))
    return words or (_moment_of(value) if name.endswith("_at") else str(value))


def _moment_of(value: Any) -> str:
    try:
        return _moment(datetime.fromisoformat(value))
    except (TypeError, ValueError):
        return str(value)


def _moment(at: datetime) -> str:
    return f"{at.astimezone(clock.SHANGHAI):%Y-%m-%d %H:%M}"
