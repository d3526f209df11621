"""What of a person is compared: names in plain characters and by sound, the parts of a birth date. Pure.

Names come as clerks typed them: traditional or variant characters (囯 for 国), full-width letters, dots between the
parts of a minority name. Homophones (晓 for 小) are the commonest slip, hence pinyin without tones.
"""

import unicodedata
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml
from pypinyin import Style, lazy_pinyin

_DROPPED = " ·•‧・.-'’"


class Features(NamedTuple):
    """One person as compared; None where nothing is known. All text, so that it travels as CSV."""

    id: str
    name: str
    sound: str
    """Pinyin without tones, syllables parted by spaces."""
    family_sound: str
    given_sound: str
    born: str
    """``YYYYMMDD``."""
    sex: str | None
    household: str | None
    mother: str | None
    place: str
    """Division of residence."""
    registered: str
    document: str | None
    """Blind index of the other document, in hex."""


@cache
def _plain_characters() -> dict[int, str]:
    variants: dict[str, str] = yaml.safe_load(Path(__file__).with_name("variants.yaml").read_text("utf-8"))["variants"]
    table = {ord(variant): plain for plain, found in variants.items() for variant in found}
    return table | {ord(character): "" for character in _DROPPED}


@cache
def _family_sounds() -> dict[str, str]:
    return yaml.safe_load(Path(__file__).with_name("variants.yaml").read_text("utf-8"))["family_names"]


def plain_name(name: str) -> str:
    """The name in standard characters: NFKC, capitals, no dots or spaces, variants replaced."""
    return unicodedata.normalize("NFKC", name).upper().translate(_plain_characters())


@cache
def _sound_of(character: str) -> str:
    return lazy_pinyin(character, style=Style.NORMAL)[0].lower()


def sounds(plain: str) -> list[str]:
    """A syllable for each character; the first as a family name is read (单 shan, 曾 zeng)."""
    if not plain:
        return []
    return [_family_sounds().get(plain[0]) or _sound_of(plain[0]), *map(_sound_of, plain[1:])]


def features(
    person_id: str,
    name: str,
    born: date,
    sex: int,
    household: str | None,
    mother: str | None,
    place: str,
    registered: str,
    document: str | None,
) -> Features:
    """The features of a person as the register holds them."""
    plain = plain_name(name)
    heard = sounds(plain)
    return Features(
        person_id,
        plain,
        " ".join(heard),
        heard[0] if heard else "",
        " ".join(heard[1:]),
        f"{born:%Y%m%d}",
        str(sex) if sex in (1, 2) else None,
        household,
        mother,
        place,
        registered,
        document,
    )
