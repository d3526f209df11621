"""What a name or an address is found by: small numbers (CRC-32) that an index of integer arrays looks up at once.

A name is found as written (whole, and by each pair of its characters, so that one wrong, missing or swapped character
leaves a pair), as spoken (the whole in letters, and by pairs of syllables, so that 晓 finds 小 and 張 finds 张), by
initials, and by all forms of its letters with one letter left out (Garbe's symmetric deletion: two words within one
edit share a form). Sounds that southern speech does not tell apart (zh/z, ch/c, sh/s, -ng/-n) count as one.
"""

import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import combinations, product

from pypinyin import Style, lazy_pinyin, pinyin

MOST_READINGS = 4
LONGEST_INITIALS = 6
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_LETTERS = re.compile(r"[^a-z]")
_NOISE = re.compile(r"[\W_]+")
_FUZZY = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"))

WHOLE, SPOKEN, PAIR, SOUNDS, INITIALS, BEGINNING, LEFT_OUT = "FWCPIXD"
"""Kinds of tokens."""


def token(kind: str, text: str) -> int:
    """A signed 32-bit number for one form of a text; two texts share one in about four thousand million."""
    unsigned = zlib.crc32(f"{kind}{text}".encode())
    return unsigned - (1 << 32) if unsigned >= 1 << 31 else unsigned


def is_han(text: str) -> bool:
    """Whether any character is Chinese."""
    return _HAN.search(text) is not None


def plain(text: str) -> str:
    """Full-width as half-width, small letters, no blanks or dots (阿卜杜·热合曼 → 阿卜杜热合曼)."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text).lower())


def spelt(text: str) -> str:
    """Only Latin letters, ü as v."""
    return _LETTERS.sub("", unicodedata.normalize("NFKC", text).lower().replace("ü", "v"))


def letters(text: str) -> str:
    """Only Latin letters, ü as v, fuzzy sounds as one."""
    found = spelt(text)
    for sound, same in _FUZZY:
        found = found.replace(sound, same)
    return found


def _pairs(parts: Iterable[str]) -> Iterator[str]:
    """Two parts at most two apart, in their order."""
    listed = list(parts)
    for one, other in combinations(range(len(listed)), 2):
        if other - one <= 2:
            yield listed[one] + listed[other]


def _left_out(spoken: str) -> Iterator[str]:
    yield spoken
    for at in range(len(spoken)):
        yield spoken[:at] + spoken[at + 1 :]


@lru_cache(maxsize=20_000)
def _of_character(character: str) -> tuple[str, ...]:
    readings = pinyin(character, style=Style.NORMAL, heteronym=True)
    return tuple(dict.fromkeys(readings[0])) if readings else (character,)


def readings(name: str) -> list[tuple[str, ...]]:
    """How a name may be read, syllable by syllable: the usual way first, then other readings of single characters."""
    usual = tuple(lazy_pinyin(name))
    if not is_han(name) or len(usual) != len(name):
        return [usual]
    found = [usual]
    # The family name's readings differ most from the dictionary's (单 shan, 曾 zeng, 仇 qiu, 解 xie).
    for first, rest in product(_of_character(name[0]), (usual[1:],)):
        found.append((first, *rest))
    return list(dict.fromkeys(found))[:MOST_READINGS]


def name_tokens(name: str) -> list[int]:
    """Everything that a name is found by."""
    return sorted({token(kind, text) for kind, text in _of_name(plain(name))})


def _of_name(name: str) -> Iterator[tuple[str, str]]:
    yield WHOLE, name
    if is_han(name):
        yield from ((PAIR, pair) for pair in _pairs(name))
    for syllables in readings(name):
        spoken = letters("".join(syllables))
        yield SPOKEN, spoken
        yield from ((SOUNDS, letters(pair)) for pair in _pairs(syllables))
        # As spelt too: a slip inside "zh" or "ng" is one letter there, and two after they count as one sound.
        yield from ((LEFT_OUT, form) for each in {spoken, spelt("".join(syllables))} for form in _left_out(each))
        yield INITIALS, "".join(syllable[:1] for syllable in syllables)
        yield from ((BEGINNING, letters("".join(syllables[:end]))) for end in range(1, len(syllables)))


def name_question(text: str) -> list[dict[int, float]]:
    """What to look for, from the closest to the loosest: each step's tokens with the weight of finding one."""
    asked = plain(text)
    if is_han(asked):
        forms = list(_of_name(asked))
        close = {WHOLE: 10.0, SPOKEN: 5.0, PAIR: 3.0}
        loose = {SOUNDS: 1.0, LEFT_OUT: 0.5}
        return [_weighed(forms, close), _weighed(forms, loose)]
    spoken, initials = letters(asked), _LETTERS.sub("", asked)
    steps = [{token(WHOLE, asked): 10.0, token(SPOKEN, spoken): 6.0, token(BEGINNING, spoken): 2.0}]
    if len(initials) <= LONGEST_INITIALS:
        steps[0][token(INITIALS, initials)] = 4.0
    if len(spoken) > LONGEST_INITIALS - 2:
        steps.append({token(LEFT_OUT, form): 1.0 for each in (spoken, spelt(asked)) for form in _left_out(each)})
    return steps


def _weighed(forms: Iterable[tuple[str, str]], weights: dict[str, float]) -> dict[int, float]:
    return {token(kind, text): weights[kind] for kind, text in forms if kind in weights}


def address_tokens(address: str) -> list[int]:
    """An address is found by each two characters that follow each other."""
    text = plain(address)
    return sorted({token("A", text[at : at + 2]) for at in range(max(len(text) - 1, 1))})


def address_question(text: str) -> list[int]:
    """The same in the order of the text; of a long address its end, which tells most."""
    asked = plain(text)[-13:]
    return list(dict.fromkeys(token("A", asked[at : at + 2]) for at in range(max(len(asked) - 1, 1))))
