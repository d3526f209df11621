"""A decision as sentences that the person understands: why I got it, or why not, and how to object. Pure."""

from typing import NamedTuple

from services.incentives.decisions.tables import Decision
from services.incentives.eligibility.evaluate import LIVING, NOT_INSTEAD, REGION, SOME_MONTH
from services.incentives.schemes.model import Scheme, Text
from services.incentives.schemes.money import in_yuan

_OF_EVERY_SCHEME = {
    LIVING: (Text("本人健在", "the person is alive"), Text("登记为已去世", "the register says the person has died")),
    REGION: (
        Text("属于本项目的实施地区", "lives where the scheme is in force"),
        Text("不在本项目的实施地区", "does not live where the scheme is in force"),
    ),
    SOME_MONTH: (
        Text("本年度有应计月份", "months of this year count"),
        Text("本年度没有应计月份", "no month of this year counts"),
    ),
}
_INSTEAD = (
    Text("未享受不可兼得的项目", "nothing that takes its place is received"),
    Text("已享受不可兼得的另一项目", "another scheme, which takes its place, is received"),
)


class Reason(NamedTuple):
    """One condition, in words, as it turned out."""

    id: str
    met: bool
    words: Text


class Explanation(NamedTuple):
    """The whole, as it is printed and read out."""

    sentence: Text
    reasons: list[Reason]
    how_to_object: Text


def explain(scheme: Scheme, decision: Decision, answer_within_working_days: int) -> Explanation:
    """Names no person: it is said to them."""
    reasons = [Reason(name, met, _words(scheme, name, met)) for name, met in _in_order(scheme, decision)]
    sentence = _granted(scheme, decision, reasons) if decision.entitled else _denied(scheme, decision, reasons)
    return Explanation(sentence, reasons, _how_to_object(answer_within_working_days))


def _in_order(scheme: Scheme, decision: Decision) -> list[tuple[str, bool]]:
    """As the scheme has them; the database keeps no order of keys."""
    order = [LIVING, REGION, *(condition.id for condition in scheme.conditions)]
    return sorted(decision.met.items(), key=lambda each: order.index(each[0]) if each[0] in order else len(order))


def _words(scheme: Scheme, name: str, met: bool) -> Text:
    own = {condition.id: (condition.title, condition.otherwise) for condition in scheme.conditions}
    found = _INSTEAD if name.startswith(NOT_INSTEAD) else (own | _OF_EVERY_SCHEME).get(name, _INSTEAD)
    return found[0] if met else found[1]


def _granted(scheme: Scheme, decision: Decision, reasons: list[Reason]) -> Text:
    months = [month for month, fen in enumerate(decision.months_fen, start=1) if fen]
    amount, first, last = in_yuan(decision.amount_fen), months[0], months[-1]
    met = [reason.words for reason in reasons if reason.id not in _OF_EVERY_SCHEME]
    zh = f"您{decision.year}年度可享受“{scheme.title.zh}”{amount}元（{first}月至{last}月），因为：{_joined_zh(met)}。"
    en = (
        f"For {decision.year} you are owed {amount} yuan under “{scheme.title.en}” (months {first} to {last}),"
        f" because {_joined_en(met)}."
    )
    return _with_basis(scheme, decision, zh, en)


def _denied(scheme: Scheme, decision: Decision, reasons: list[Reason]) -> Text:
    missing = [reason.words for reason in reasons if not reason.met]
    zh = f"您{decision.year}年度不能享受“{scheme.title.zh}”，因为：{_joined_zh(missing)}。"
    en = f"For {decision.year} nothing is owed to you under “{scheme.title.en}”, because {_joined_en(missing)}."
    return _with_basis(scheme, decision, zh, en)


def _with_basis(scheme: Scheme, decision: Decision, zh: str, en: str) -> Text:
    used = sorted({condition.source for condition in scheme.conditions})
    basis = "；".join(scheme.sources[source] for source in used)
    return Text(
        f"{zh}依据本项目第{decision.scheme_version}版({basis})和{decision.made_on}所掌握的情况作出。",
        f"{en} Decided by version {decision.scheme_version} of the scheme ({basis}) on what was known on"
        f" {decision.made_on}.",
    )


def _how_to_object(days: int) -> Text:
    return Text(
        f"如对此有异议，可向村（居）委会、乡镇或县级工作人员提出，口头、书面均可；将由其他人员复核，{days}个工作日内答复。",
        "If you disagree, tell the village, township or county staff, by word or in writing. Somebody else looks at it"
        f" and answers within {days} working days.",
    )


def _joined_zh(words: list[Text]) -> str:
    return "；".join(text.zh for text in words)


def _joined_en(words: list[Text]) -> str:
    return "; ".join(text.en for text in words)
