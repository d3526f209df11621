"""What no scheme may hang on, whoever writes it (the charter): money never depends on what people do with their bodies.

The first lock is the closed list of kinds of facts: what is not on it cannot be tested. This is the second: the words
of a scheme, so that nothing of the kind comes in under another name or as a document to be shown.
"""

import re
from collections.abc import Iterator

from services.incentives.schemes.model import Scheme, Text

Where = tuple[str | int, ...]

_EXCLUDED = {
    "C3": (
        r"结扎|上环|放环|取环|节育|绝育|避孕|人流|流产|引产|终止妊娠|手术"
        r"|[未无没不][^,。;]{0,4}((?<!计划)生育|生孩子|再生|二胎|二孩|三孩)|无子女|放弃生育|子女数|孩次|胎次"
        r"|sterili[sz]|contracepti|\biud\b|ligation|vasectom|abortion|terminat\w* of pregnan|birth control"
        r"|\bprocedures?\b|\boperations?\b|surger|childless"
        r"|\b(no|without|not)\b[^,.;]{0,20}\b(second|third|more|further|other|another)\b[^,.;]{0,12}\b(child|birth|bab)"
        r"|\bnot? (have|having|had|having had) (a |any )?(child|birth|bab)|number of children|parity|birth order"
    ),
    "C1": (
        r"准生|生育证|生育指标|生育服务证|计划外|超生|违法生育|违反.{0,6}生育|政策[内外]|社会抚养费|结婚证"
        r"|birth[ -](permit|quota)|permitted[ -]birth|unplanned[ -](birth|child)|(il)?legal[ -](birth|child)"
        r"|marriage[ -]certificate|social maintenance fee"
    ),
    "C2": r"孕检|环检|查环|查孕|妇检|参加.{0,6}(体检|检查)|pregnancy[ -](test|check)|compulsory|must attend",
    "C4": r"举报|任务数|指标数|信用分|\b(informer|informant|quota|credit score)\b",
}
_COMPILED = {rule: re.compile(pattern, re.IGNORECASE) for rule, pattern in _EXCLUDED.items()}


def broken_rule(*words: str) -> str | None:
    """The first rule of the charter that something of this name would break, or None."""
    for rule, pattern in _COMPILED.items():
        # An id's hyphens stand for spaces.
        if any(pattern.search(text) or pattern.search(text.replace("-", " ")) for text in words):
            return rule
    return None


def faults_by_charter(scheme: Scheme) -> Iterator[tuple[Where, str]]:
    """Where a scheme breaks the charter, and which rule."""
    for where, words in _words_of(scheme):
        rule = broken_rule(*words)
        if rule is not None:
            yield where, f"{words[0]!r} breaks rule {rule} of the charter"


def _words_of(scheme: Scheme) -> Iterator[tuple[Where, tuple[str, ...]]]:
    yield ("id",), (scheme.id,)
    yield ("fund",), (scheme.fund,)
    yield ("title",), _both(scheme.title)
    yield ("posting", "heading"), _both(scheme.posting.heading)
    for index, condition in enumerate(scheme.conditions):
        yield ("conditions", index), (condition.id, *_both(condition.title), *_both(condition.otherwise))
    for index, document in enumerate(scheme.documents):
        yield ("documents", index), (document.id, *_both(document.title))


def _both(text: Text) -> tuple[str, str]:
    return text.zh, text.en
