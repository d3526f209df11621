"""What changed between two decisions about a person: that alone is asked. Pure."""

from typing import Any, NamedTuple

from services.incentives.schemes.kinds import kinds
from services.incentives.schemes.model import Text

_PLACES = ("registered-division", "residence-division")


class Change(NamedTuple):
    """A fact, and what to ask about it."""

    fact: str
    question: Text


def changes_between(then: dict[str, Any], now: dict[str, Any], year: int) -> list[Change]:
    """In the order of the kinds' file: places that are new, proofs that came, went, or end within ``year``."""
    found = [Change(fact, _moved(fact)) for fact in _PLACES if then[fact] != now[fact]]
    if then["birth-date"] != now["birth-date"]:
        found.append(Change("birth-date", _CORRECTED))
    for fact in kinds():
        before, after = then["brought"].get(fact), now["brought"].get(fact)
        if before != after:
            found.append(Change(fact, _came(fact) if after else _went(fact)))
        elif after and after["to"] and after["to"] <= f"{year}-12-31":
            found.append(Change(fact, _ends(fact)))
    return found


_CORRECTED = Text("出生日期已更正，请核对", "The date of birth was corrected: please check it")


def _moved(fact: str) -> Text:
    title = kinds()[fact].title
    return Text(f"{title.zh}有变动，请核对", f"{title.en} changed: please check it")


def _came(fact: str) -> Text:
    title = kinds()[fact].title
    return Text(f"“{title.zh}”有新登记，请核对原件", f"{title.en} is newly on record: please check the original")


def _went(fact: str) -> Text:
    title = kinds()[fact].title
    return Text(f"“{title.zh}”已不在登记中，是否仍持有？", f"{title.en} is not on record any more: is it still held?")


def _ends(fact: str) -> Text:
    title = kinds()[fact].title
    return Text(f"“{title.zh}”本年度内到期，是否已换发？", f"{title.en} ends within the year: was it renewed?")
