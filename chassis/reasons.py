"""The reason that a caller states in ``X-Reason``: words of their own, in UTF-8 or percent-encoded."""

from typing import Annotated
from urllib.parse import unquote

from fastapi import Header

from chassis.problems import BadPayload, Fault

_SHORTEST, _LONGEST = 2, 200

ReasonHeader = Annotated[
    str | None,
    Header(alias="X-Reason", description="Why, in your own words; UTF-8, percent-encoded where a client must."),
]


def stated_reason(header: str | None) -> str:
    """The words. Raises BadPayload when there are none, or too many to be a reason."""
    words = unquote(_as_utf8(header or "")).strip()
    if not _SHORTEST <= len(words) <= _LONGEST or not words.isprintable():
        message = f"请说明用途，{_SHORTEST}至{_LONGEST}个字 (say why in {_SHORTEST} to {_LONGEST} characters)"
        raise BadPayload(faults=[Fault("header/X-Reason", "reason_needed", message)])
    return words


def _as_utf8(header: str) -> str:
    # Headers arrive as Latin-1 (RFC 9110 names no charset), whatever bytes the client wrote.
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header
