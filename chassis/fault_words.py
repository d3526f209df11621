"""Faults in the language of whoever reads them: a form shows each at its field, as it comes."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
# 中文 (English): the English may hold brackets of its own, but no Chinese.
_BOTH = re.compile(r"(?s)(?P<zh>.*?[\u4e00-\u9fff].*?) ?\((?P<en>[^\u4e00-\u9fff]+)\)")
_ANY = "填写的内容不符合要求"


@cache
def _words(part: str) -> Mapping[str, str]:
    known: dict[str, dict[str, str]] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
    return known[part]


def in_language(code: str, message: str, language: str) -> str:
    """The message of a fault with ``code``, in ``zh`` or ``en``.

    A message in both languages (``中文 (English)``) is taken apart; one in English alone has its Chinese by its code.
    """
    both = _BOTH.fullmatch(message)
    if both is not None:
        return both["en" if language == "en" else "zh"]
    if language == "en" or _CHINESE.search(message):
        return message
    return _words("ours").get(code, message)


def of_validation(error: Mapping[str, Any]) -> str:
    """What pydantic says of a field (``type``, ``msg``, ``ctx``), in both languages."""
    said = str(error["msg"])
    if _CHINESE.search(said):
        return said
    words = _words("pydantic").get(error["type"], _ANY)
    return f"{words.format_map(_Limits(error.get('ctx') or {}))} ({said})"


class _Limits(dict[str, Any]):
    """What a message names; a kind of fault that names less says a dash."""

    def __missing__(self, name: str) -> str:
        return "—"
