"""Whether words to newcomers are plain Chinese: short sentences, and none of the words that offices use for people."""

import re
from functools import cache
from pathlib import Path
from typing import Annotated

import msgspec

from chassis.data_files import read_data

_ENDS = re.compile("[。!?;!?;]")
_LATIN = re.compile("[A-Za-z0-9]")


class PlainWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``plain_words.yaml``."""

    longest_sentence: Annotated[int, msgspec.Meta(gt=0)]
    not_said: list[str]


@cache
def rules_of_plain_words() -> PlainWords:
    """As shipped. Raises BadDataFile."""
    return read_data(Path(__file__).with_name("plain_words.yaml"), PlainWords)


def unplain(words: str, by: PlainWords) -> list[str]:
    """What is not plain about them; nothing where they are."""
    faults = [f"不说“{word}”" for word in by.not_said if word in words]
    faults += [f"句子过长：{part}" for part in _ENDS.split(words) if len(part) > by.longest_sentence]
    return faults + ["不用字母和数字"] * bool(_LATIN.search(words))
