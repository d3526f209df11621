"""Evidence in words, Chinese first: what a clerk reads beside a pair."""

from collections.abc import Mapping

_WORDS: dict[tuple[str, str], tuple[str, str]] = {
    ("number", "same"): ("公民身份号码新旧两式相同", "citizen number in its old and new form"),
    ("document", "same"): ("证件号码相同", "other document"),
    ("document", "differs"): ("证件号码不同", "other document differs"),
    ("name", "same"): ("姓名相同", "name"),
    ("name", "sound"): ("姓名同音", "name by sound"),
    ("name", "near"): ("姓名读音相近", "name nearly by sound"),
    ("name", "given"): ("名同姓不同", "given name"),
    ("name", "family"): ("姓同名不同", "family name only"),
    ("name", "differs"): ("姓名不同", "name differs"),
    ("born", "same"): ("出生日期相同", "birth date"),
    ("born", "slip"): ("出生日期似笔误", "birth date but for a slip"),
    ("born", "part"): ("出生日期部分相同", "part of the birth date"),
    ("born", "differs"): ("出生日期不同", "birth date differs"),
    ("sex", "same"): ("性别相同", "sex"),
    ("sex", "differs"): ("性别不同", "sex differs"),
    ("family", "mother"): ("母亲相同", "mother"),
    ("family", "household"): ("同户", "household"),
    ("family", "differs"): ("不同户", "other household"),
    ("place", "village"): ("同村(社区)", "village"),
    ("place", "town"): ("同乡镇", "town"),
    ("place", "differs"): ("不同乡镇", "other town"),
}
_ORDER = ("number", "document", "name", "family", "born", "sex", "place")
_AGAINST = {"differs", "family"}


def in_words(evidence: Mapping[str, str], weight: float | None, language: str) -> str:
    """``matched on name + mother + birth date, weight 11.2``, or the same in Chinese; what is unknown is left out."""
    known = [(feature, evidence[feature]) for feature in _ORDER if (feature, evidence.get(feature, "")) in _WORDS]
    for_it = [_WORDS[item] for item in known if item[1] not in _AGAINST]
    not_it = [_WORDS[item] for item in known if item[1] in _AGAINST]
    if language == "en":
        said = f"matched on {' + '.join(en for _, en in for_it)}" if for_it else "nothing matched"
        said += f"; but {', '.join(en for _, en in not_it)}" if not_it else ""
        return said + (f"; weight {weight:.1f}" if weight is not None else "")
    said = "、".join(zh for zh, _ in for_it) + (f";但{'、'.join(zh for zh, _ in not_it)}" if not_it else "")
    return said + (f"(权重 {weight:.1f})" if weight is not None else "")
