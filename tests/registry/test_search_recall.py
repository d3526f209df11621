"""How many people are found by a name with a slip in it. Names are invented as the demo county's are."""

import random

import pytest
from pypinyin import lazy_pinyin

from demo.names import NameBook
from services.registry.search.tokens import address_question, address_tokens, name_question, name_tokens

_RANDOM = random.Random(7)


def _invented(count: int) -> list[str]:
    names: set[str] = set()
    while len(names) < count:
        book = NameBook(_RANDOM)
        surname = book.surname()
        names |= {surname + book.given(_RANDOM.randrange(1930, 2020), _RANDOM.choice("12")) for _ in range(20)}
    return sorted(names)


NAMES = _invented(4000)
INDEX = {name: set(name_tokens(name)) for name in NAMES}
CHARACTERS = "王李张华明军英伟芳敏静丽强磊洋艳勇杰娟涛超"


def found(text: str, most: int = 200) -> list[str]:
    """What the search would rank, over the whole of ``NAMES``."""
    scores: dict[str, float] = {}
    for weights in name_question(text):
        for name, tokens in INDEX.items():
            score = sum(weight for each, weight in weights.items() if each in tokens)
            if score:
                scores[name] = scores.get(name, 0) + score
    return sorted(scores, key=lambda each: (-scores[each], len(each), each))[:most]


def wrong_character(name: str) -> str:
    at = _RANDOM.randrange(len(name))
    return name[:at] + _RANDOM.choice([c for c in CHARACTERS if c != name[at]]) + name[at + 1 :]


def missing_character(name: str) -> str:
    at = _RANDOM.randrange(len(name))
    return name[:at] + name[at + 1 :]


def swapped_characters(name: str) -> str:
    return name[0] + name[2] + name[1] + name[3:]


def spoken(name: str) -> str:
    return " ".join(lazy_pinyin(name))


def wrong_letter(name: str) -> str:
    letters = "".join(lazy_pinyin(name))
    at = _RANDOM.randrange(1, len(letters))
    return letters[:at] + _RANDOM.choice("aeioumk") + letters[at + 1 :]


def initials(name: str) -> str:
    return "".join(syllable[0] for syllable in lazy_pinyin(name))


@pytest.mark.parametrize(
    ("slip", "at_least"),
    [
        (str, 1.0),
        (spoken, 1.0),
        (initials, 0.97),
        (wrong_character, 0.97),
        (missing_character, 0.97),
        (swapped_characters, 0.97),
        (wrong_letter, 0.95),
    ],
)
def test_people_are_found_in_spite_of_a_slip(slip: object, at_least: float) -> None:
    asked = _RANDOM.sample([name for name in NAMES if len(name) == 3], 100)
    hits = sum(name in found(slip(name)) for name in asked)  # type: ignore[operator]
    assert hits / len(asked) >= at_least


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("張偉", "张伟"),
        ("王曉明", "王小明"),
        ("shan xiaoming", "单小明"),
        ("zeng guofan", "曾国藩"),
        ("lvbu", "吕布"),
        ("LÜ bu", "吕布"),
        ("wanxiaomin", "王小明"),
        ("阿卜杜热合曼", "阿卜杜·热合曼"),
        ("欧阳锋", "欧阳峰"),
    ],
)
def test_writings_and_readings_of_one_name(asked: str, name: str) -> None:
    tokens = set(name_tokens(name))
    assert any(tokens & step.keys() for step in name_question(asked))


def test_an_address_with_one_wrong_character_keeps_the_other_pairs() -> None:
    tokens = set(address_tokens("大龙山镇东村3组12号"))
    asked = address_question("东村3祖12号")
    assert not set(asked) <= tokens
    assert any(set(asked[:at] + asked[at + 2 :]) <= tokens for at in range(len(asked) - 1))
