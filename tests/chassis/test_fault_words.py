"""Every fault is told in the language of whoever reads it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic_core._pydantic_core import list_all_errors

from chassis.fault_words import _words, in_language, of_validation
from chassis.problems import BadPayload, Fault
from tests.conftest import ROOT
from tests.support.running import Running

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_RAISED = re.compile(r"from chassis\.problems import .*?\bFault\b|from chassis\.problems import \([^)]*\bFault\b")


def raised_faults() -> Iterator[tuple[Path, str, str]]:
    """Where a fault with a code of its own is raised, the code, and the source of its message."""
    for part in ("chassis", "services", "gateway"):
        for path in sorted((ROOT / part).rglob("*.py")):
            source = path.read_text("utf-8")
            if not _RAISED.search(source):
                continue
            for node in ast.walk(ast.parse(source)):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Fault":
                    _, code, message = (*node.args, *[None] * 3)[:3]
                    if isinstance(code, ast.Constant) and isinstance(code.value, str):
                        yield path, code.value, ast.unparse(message) if message is not None else ""


def test_every_fault_that_is_raised_has_its_chinese() -> None:
    english = [(path, code) for path, code, message in raised_faults() if not _CHINESE.search(message)]
    assert len(english) > 50
    assert [f"{path}: {code}" for path, code in english if code not in _words("ours")] == []


def test_no_words_are_kept_for_faults_that_nothing_raises() -> None:
    codes = {code for _, code, _ in raised_faults()}
    assert _words("ours").keys() - codes == set()


@pytest.mark.parametrize(
    "error", [e for e in list_all_errors() if e["type"] in _words("pydantic")], ids=lambda e: e["type"]
)
def test_what_pydantic_says_is_said_in_both_languages(error: dict) -> None:
    context = error.get("example_context") or {}
    words = of_validation({"type": error["type"], "msg": "As it says (once)", "ctx": context})
    assert "—" not in words and "{" not in words
    assert _CHINESE.search(in_language("x", words, "zh")) and "As it says" not in in_language("x", words, "zh")
    assert in_language("x", words, "en") == "As it says (once)"


def test_pydantic_has_no_other_kinds_than_these() -> None:
    assert _words("pydantic").keys() - {error["type"] for error in list_all_errors()} == set()


@pytest.mark.parametrize(
    ("message", "zh", "en"),
    [
        ("日期在未来 (the day lies in the future)", "日期在未来", "the day lies in the future"),
        ("最多 5 次（含本次） (at most 5 (this one too))", "最多 5 次（含本次）", "at most 5 (this one too)"),
        ("只有中文", "只有中文", "只有中文"),
        ("the day has not come yet", "日期还没有到", "the day has not come yet"),
    ],
)
def test_a_message_is_told_in_one_language(message: str, zh: str, en: str) -> None:
    problem = BadPayload(faults=[Fault("#/day", "in_the_future", message)])
    assert [problem.body(language)["errors"][0].message for language in ("zh", "en")] == [zh, en]


async def test_what_does_not_fit_is_said_in_the_language_that_was_asked_for(service: Running) -> None:
    client = service.as_staff()
    said = {}
    for language in ("zh-CN", "en"):
        answer = await client.post("/notes", json={}, headers={"Accept-Language": language})
        assert answer.status_code == 422
        said[language] = [(fault["pointer"], fault["message"]) for fault in answer.json()["errors"]]
    assert said == {"zh-CN": [("#/words", "请填写")], "en": [("#/words", "Field required")]}
