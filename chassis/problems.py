"""Errors as problem details (RFC 9457): each says what is wrong and how to mend it, in Chinese or English."""

from collections.abc import Iterable
from typing import Any, ClassVar

import msgspec
from fastapi import Request
from fastapi.responses import Response

from chassis.fault_words import in_language

_BASE = "https://huijia.cn/problems/"
_MEDIA_TYPE = "application/problem+json"
MOST_FAULTS = 100
"""So many faults are told in one answer: a list of thousands is wrong in one way more often than in thousands."""


class Fault(msgspec.Struct, frozen=True, omit_defaults=True):
    """One fault in a payload. ``pointer`` is its place: a JSON pointer, or ``query/name``, ``header/name``."""

    pointer: str
    code: str
    message: str

    def told(self, language: str) -> "Fault":
        """As it is said in ``zh`` or ``en``."""
        return Fault(self.pointer, self.code, in_language(self.code, self.message, language))


class Problem(Exception):
    """A refusal that a caller can act on. Features subclass it in their ``errors.py``.

    ``slug`` leads to ``docs/problems/<slug>.md``; ``facts`` are extra members of the answer and must hold no
    personal data.
    """

    status: ClassVar[int] = 500
    slug: ClassVar[str] = "internal"
    title_zh: ClassVar[str] = "系统内部错误"
    title_en: ClassVar[str] = "Internal error"

    def __init__(
        self,
        detail_zh: str | None = None,
        detail_en: str | None = None,
        *,
        faults: Iterable[Fault] = (),
        headers: dict[str, str] | None = None,
        **facts: Any,
    ) -> None:
        super().__init__(detail_en or self.title_en)
        self.detail_zh, self.detail_en = detail_zh, detail_en
        self.faults, self.headers, self.facts = list(faults), headers or {}, facts

    def body(self, language: str) -> dict[str, Any]:
        """The members of the problem document in ``zh`` or ``en``."""
        title, detail = (self.title_en, self.detail_en) if language == "en" else (self.title_zh, self.detail_zh)
        body: dict[str, Any] = {"type": _BASE + self.slug, "title": title, "status": self.status}
        if detail:
            body["detail"] = detail
        if self.faults:
            body["errors"] = [fault.told(language) for fault in self.faults[:MOST_FAULTS]]
        return body | self._untold(language) | self.facts

    def _untold(self, language: str) -> dict[str, Any]:
        """How many faults are left out, and, where nothing else is said, what to do about it."""
        more = len(self.faults) - MOST_FAULTS
        if more <= 0:
            return {}
        zh = f"共 {len(self.faults)} 处错误，这里列出前 {MOST_FAULTS} 处；改正后重新提交，会列出其余的。"
        en = (
            f"{len(self.faults)} faults, the first {MOST_FAULTS} of them listed; mend them and send again for the rest."
        )
        hint = {} if self.detail_zh else {"detail": en if language == "en" else zh}
        return hint | {"more": more}


class BadPayload(Problem):
    """What was sent does not fit; every fault is named with its place."""

    status, slug = 422, "bad-payload"
    title_zh, title_en = "提交的内容有误", "What was sent does not fit"


class NotSignedIn(Problem):
    """No valid token came with the call."""

    status, slug = 401, "not-signed-in"
    title_zh, title_en = "请先登录", "Sign in first"


class NotAllowed(Problem):
    """The caller is known but has no right to this."""

    status, slug = 403, "not-allowed"
    title_zh, title_en = "没有这项权限", "Not allowed"


class NotFound(Problem):
    """There is no such thing, or the caller may not know of it."""

    status, slug = 404, "not-found"
    title_zh, title_en = "未找到", "Not found"


class MethodNotAllowed(Problem):
    """The address exists, but not for this method."""

    status, slug = 405, "method-not-allowed"
    title_zh, title_en = "不支持这种操作", "Method not allowed"


class Conflict(Problem):
    """The thing is not in a state in which this can be done."""

    status, slug = 409, "conflict"
    title_zh, title_en = "当前状态下不能这样做", "Not possible in this state"


class TooLarge(Problem):
    """The request's body is larger than the limit."""

    status, slug = 413, "too-large"
    title_zh, title_en = "内容过大", "Too large"


class TryAgain(Problem):
    """Two changes stood in each other's way, and the database took this one back whole; nothing was written."""

    status, slug = 503, "try-again"
    title_zh = "与另一项操作冲突，未写入任何内容，请重试"
    title_en = "In conflict with another change: nothing was written"


class CharterRefusal(Problem):
    """The request would break a rule of the charter; ``rule`` names it (C1 … C12)."""

    status, slug = 422, "charter"
    title_zh, title_en = "本系统不提供这种功能", "This system does not do that"

    def __init__(self, rule: str, detail_zh: str, detail_en: str) -> None:
        super().__init__(detail_zh, detail_en, rule=rule)


def language_of(request: Request) -> str:
    """``en`` where the caller prefers English, else ``zh``."""
    return "en" if request.headers.get("accept-language", "").lower().startswith("en") else "zh"


def to_response(request: Request, problem: Problem) -> Response:
    """The problem as an HTTP answer in the caller's language."""
    language = language_of(request)
    headers = problem.headers | {"content-language": "en" if language == "en" else "zh-CN"}
    content = msgspec.json.encode(problem.body(language))
    return Response(content, problem.status, headers, media_type=_MEDIA_TYPE)


def documented(*problems: type[Problem]) -> dict[int | str, dict[str, Any]]:
    """The ``responses=`` of a route that may answer with these problems."""
    by_status: dict[int | str, dict[str, Any]] = {}
    for problem in problems:
        known = by_status.setdefault(problem.status, {"description": "", "content": {_MEDIA_TYPE: _SCHEMA}})
        known["description"] = ", ".join(filter(None, [known["description"], problem.title_en]))
    return by_status


_SCHEMA = {
    "schema": {
        "type": "object",
        "required": ["type", "title", "status"],
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "errors": {"type": "array", "items": {"type": "object"}},
        },
    }
}
