"""Evidence in words, Chinese first: what an officer reads beside a link."""

from collections.abc import Mapping
from typing import Any

_WORDS: dict[tuple[str, str], tuple[str, str]] = {
    ("name", "same"): ("姓名相同", "name"),
    ("name", "sound"): ("姓名同音", "name by sound"),
    ("name", "near"): ("姓名读音相近", "name nearly by sound"),
    ("name", "swapped"): ("姓名与亲属姓名互换", "name in the relative's place"),
    ("name", "given"): ("名同姓不同", "given name"),
    ("name", "family"): ("姓同名不同", "family name only"),
    ("name", "differs"): ("姓名不同", "name differs"),
    ("family", "mother"): ("母亲相同", "mother"),
    ("family", "household"): ("亲属同户", "relative in the household"),
    ("family", "named"): ("亲属姓名相符", "relative's name"),
    ("family", "differs"): ("亲属不符", "relatives differ"),
    ("born", "same"): ("出生日期相同", "date"),
    ("born", "slip"): ("出生日期似笔误", "date but for a slip"),
    ("born", "part"): ("出生日期部分相同", "part of the date"),
    ("born", "differs"): ("出生日期不同", "date differs"),
    ("sex", "same"): ("性别相同", "sex"),
    ("sex", "differs"): ("性别不同", "sex differs"),
    ("number", "differs"): ("公民身份号码不同", "numbers differ"),
    ("place", "village"): ("同村(社区)", "village"),
    ("place", "town"): ("同乡镇", "town"),
    ("place", "differs"): ("不同乡镇", "other town"),
}
_ORDER = ("name", "family", "born", "sex", "number", "place")
_AGAINST = {"differs", "family"}
_HOW = {
    "number": ("公民身份号码相同", "matched on citizen number"),
    "kept": ("沿用以前月份的结论", "as in an earlier month"),
}


def in_words(how: str, evidence: Mapping[str, Any] | None, weight: float | None, language: str) -> str:
    """``matched on name + mother + date, weight 11.2``, or the same in Chinese; what is unknown is left out."""
    english = language == "en"
    if how in _HOW:
        return _HOW[how][english]
    levels = [(feature, str((evidence or {}).get(feature) or "")) for feature in _ORDER]
    known = [item for item in levels if item in _WORDS]
    for_it = [_WORDS[item][english] for item in known if item[1] not in _AGAINST]
    not_it = [_WORDS[item][english] for item in known if item[1] in _AGAINST]
    told = "" if weight is None else f"{weight:.1f}"
    if english:
        said = f"matched on {' + '.join(for_it)}" if for_it else "nothing matched"
        return said + (f", but {', '.join(not_it)}" if not_it else "") + (f", weight {told}" if told else "")
    said = "、".join(for_it) + (f";但{'、'.join(not_it)}" if not_it else "")
    return said + (f"(权重 {told})" if told else "")
