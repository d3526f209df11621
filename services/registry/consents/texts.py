"""The texts of consents and notices (``texts.yaml``): versioned, in Chinese and English, never edited."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec
import yaml

_FILE = Path(__file__).with_name("texts.yaml")


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The same in Chinese and in English."""

    zh: str
    en: str


class ConsentText(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"since": "from"}):
    """One version of what is agreed to, used since ``since``."""

    version: int
    since: date
    zh: str
    en: str


class NoticeText(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"since": "from"}):
    """One version of what people are told: by what right, why it is needed, what it does to them."""

    version: int
    since: date
    basis: str
    need: Words
    effect: Words


class Age(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"since": "from"}):
    """Below ``age`` years a guardian consents, since ``since``."""

    since: date
    age: int
    source: str


class Texts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything in the file."""

    guardian_below: list[Age]
    consents: dict[str, list[ConsentText]]
    notices: dict[str, list[NoticeText]]


T = TypeVar("T", ConsentText, NoticeText, Age)


@cache
def texts() -> Texts:
    """The file, read once. Raises msgspec.ValidationError."""
    return msgspec.convert(yaml.safe_load(_FILE.read_text("utf-8")), Texts)


def used_on(versions: Sequence[T], day: date) -> T | None:
    """The version in use on ``day``; None before the first."""
    begun = [version for version in versions if version.since <= day]
    return max(begun, key=lambda version: version.since) if begun else None


def guardian_below(day: date) -> int:
    """The age in years below which a guardian consents; 0 before there was such a rule."""
    rule = used_on(texts().guardian_below, day)
    return rule.age if rule else 0
