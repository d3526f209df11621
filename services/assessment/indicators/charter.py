"""What no indicator may count, whoever writes it (the charter). Pure.

C4: births, contraception, procedures and pregnancies are never a target, a quota or a ranking; no resident is scored.
C1: no permission and no legality of a birth. C2: a free choice is counted for nobody and against nobody.
"""

import re
from collections.abc import Iterator
from datetime import date
from itertools import product

from services.assessment.facts.kinds import ENDED, KINDS
from services.assessment.indicators.measures import Counted
from services.assessment.indicators.model import Indicator

_EXCLUDED = {
    "C4": (
        r"出生率|生育率|生育数|出生人口|人口控制|避孕|节育|结扎|上环|取环|绝育|人流|引产|流产|手术率|怀孕|孕情|妊娠|孕检|早婚|早育"
        r"|每[一]?(个)?(人|居民|村民)(的)?(评分|积分|得分|信用)|居民(评分|积分)|个人(评分|积分)"
        r"|\b(birth|fertility)[ -]?(rate|number|count|total|control)s?\b|\bbirths\b|contracepti|sterili[sz]|\biud\b"
        r"|abortion|\bprocedures?\b|pregnan"
        r"|resident[ -]?score|score[ -]of[ -]residents?|citizen[ -]?score|social[ -]?credit"
    ),
    "C1": (
        r"准生|生育证|计划外|超生|违法生育|政策内|符合政策"
        r"|birth[ -]?(permit|quota)|unplanned[ -]birth|legal(ity)? of .*birth"
    ),
    "C2": r"拒绝率|不接受率|退出率|(refusal|decline|withdrawal)s?[ -]?rate|declined|withdr[ae]w",
    "C11": r"胎儿性别|(fetal|foetal)[ -]?(sex|gender)",
}
_DAY = date(2026, 1, 15)


def faults_by_charter(indicator: Indicator) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Where an indicator would break the charter, and which rule."""
    for where, words in _words(indicator):
        for rule, pattern in _EXCLUDED.items():
            if re.search(pattern, words, re.IGNORECASE):
                yield where, f"breaks rule {rule} of the charter: {words!r} is never counted"
    for name, measure in indicator.measures.items():
        if measure.of in KINDS and ENDED in KINDS[measure.of].outcomes and _counts_free_choice(Counted(measure)):
            what = f"breaks rule C2 of the charter: {name!r} counts services that ended by the person's own choice"
            yield ("measures", name, "where"), what


def _words(indicator: Indicator) -> Iterator[tuple[tuple[str | int, ...], str]]:
    yield ("id",), indicator.id.replace("-", " ")
    for language in ("zh", "en"):
        yield ("title", language), getattr(indicator.title, language)
    for name in indicator.measures:
        yield ("measures", name), name.replace("_", " ")


def _counts_free_choice(measure: Counted) -> bool:
    """Tried on facts that ended, with every combination of dates before and after each other."""
    days = (None, _DAY, _DAY.replace(day=10), _DAY.replace(day=20))
    numbers = {
        "owed_fen": 100,
        "done_fen": 100,
        "weight": 1,
        "addressed": 1,
        "reached": 1,
        "owner": "",
        "division": "000000000000",
    }
    for opened, due, closed in product(days, days, days):
        fact = numbers | {"opened_on": opened, "due_on": due, "closed_on": closed, "outcome": ENDED}
        if measure.of_fact(fact) is not None:
            return True
    return False
