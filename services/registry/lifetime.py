"""What registered events say of somebody's lifetime: neither their birth nor their death may contradict it. Pure."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from services.registry.findings import Finding


class Witness(NamedTuple):
    """A registered event that tells that somebody was alive on its day; ``kind`` is among ``_WORDS``."""

    kind: str
    day: date


_WORDS = {
    "birth": ("出生", "registered as born"),
    "marriage": ("结婚", "married"),
    "divorce": ("离婚", "divorced"),
    "adoption": ("收养", "party to an adoption"),
    "birth-given": ("生育", "gave birth"),
    "fatherhood": ("子女出生", "a child was born"),
}
_OF_CHILDREN = ("birth-given", "fatherhood")


def born_too_late(path: str, born_on: date, witnesses: Iterable[Witness]) -> list[Finding]:
    """What is registered of days before a birth on ``born_on``, and children born on that very day."""
    others = (each for each in witnesses if each.kind != "birth")
    early = (each for each in others if each.day < born_on or (each.day == born_on and each.kind in _OF_CHILDREN))
    return [_against(path, "born_too_late", f"出生日期{born_on}", f"born {born_on}", each) for each in early]


def born_otherwise(path: str, born_on: date, witnesses: Iterable[Witness]) -> list[Finding]:
    """The registration of a birth on another day: that is what has to be corrected, and the person with it."""
    other = (each for each in witnesses if each.kind == "birth" and each.day != born_on)
    return [_against(path, "birth_registered", f"出生日期{born_on}", f"born {born_on}", each) for each in other]


def died_too_early(path: str, died_on: date, witnesses: Iterable[Witness]) -> list[Finding]:
    """What is registered of days after a death on ``died_on``. A child may be born after its father's death."""
    late = (each for each in witnesses if each.day > died_on and each.kind not in ("birth", "fatherhood"))
    return [_against(path, "died_too_early", f"死亡日期{died_on}", f"died {died_on}", each) for each in late]


def _against(path: str, code: str, zh: str, en: str, witness: Witness) -> Finding:
    word_zh, word_en = _WORDS[witness.kind]
    return Finding(path, code, f"{zh}，但{witness.day}有{word_zh}登记", f"{en}, but {word_en} {witness.day}")
