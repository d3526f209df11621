"""What papers there are (``kinds.yaml``): codes with their names, and the words that lead to them."""

from datetime import date
from functools import cache
from pathlib import Path

import msgspec
import yaml

from chassis.problems import CharterRefusal

_FILE = Path(__file__).with_name("kinds.yaml")
OTHER = "other"
"""The kind of a paper that has a word of its own."""


class Kind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One kind of paper."""

    zh: str
    en: str
    words: tuple[str, ...] = ()
    until: date | None = None


class _Refused(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    zh: str
    en: str
    words: tuple[str, ...]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    kinds: dict[str, Kind]
    refused: dict[str, _Refused]


@cache
def _file() -> _File:
    return msgspec.convert(yaml.safe_load(_FILE.read_text("utf-8")), _File)


def kinds() -> dict[str, Kind]:
    """Every kind by its code, in the order of the file."""
    return _file().kinds


def kinds_in_use(on: date) -> dict[str, Kind]:
    """Those that an act of that day may name."""
    return {code: kind for code, kind in kinds().items() if kind.until is None or on < kind.until}


def _plain(word: str) -> str:
    return " ".join(word.replace("（", "(").replace("）", ")").replace("-", " ").lower().split())


@cache
def _codes() -> dict[str, str]:
    named = ((_plain(word), code) for code, kind in kinds().items() for word in (code, kind.zh, kind.en, *kind.words))
    codes: dict[str, str] = {}
    for word, code in named:
        if codes.setdefault(word, code) != code:
            raise ValueError(f"kinds.yaml: {word!r} stands for two kinds")
    return codes


def code_of(word: str) -> str | None:
    """The kind that a code, a name or a usual word means; None where it is none of them."""
    return _codes().get(_plain(word))


def refuse_control(word: str) -> None:
    """Raises CharterRefusal for papers of the control of births."""
    plain = _plain(word)
    for rule, refused in _file().refused.items():
        if any(each in plain for each in refused.words):
            raise CharterRefusal(rule, refused.zh, refused.en)
