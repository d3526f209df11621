"""Where in a request a fault lies, as whoever sent it can find it. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_ABSENT = "missing"
_LONGEST = 100
_NO_KIND = ("union_tag_invalid", "union_tag_not_found")


def place_of(error: Mapping[str, Any], body: Any) -> str:
    """The place of what pydantic says (``loc``, ``type``): a JSON pointer into ``body``, or ``query/name``.

    Where one of several shapes was expected, pydantic puts the shape's name between the steps; nobody sent that, so it
    is left out.
    """
    where, *path = error["loc"] or ("body",)
    if where != "body":
        return "/".join(map(str, (where, *path)))
    steps = [*_sent(path, body, error["type"] == _ABSENT), *_of_kind(error)]
    return f"#/{'/'.join(map(_written, steps))}"


def _sent(path: Sequence[int | str], body: Any, absent: bool) -> Iterator[int | str]:
    if not isinstance(body, dict | list):  # a form, or what could not be read: nothing to walk through
        yield from path
        return
    for number, step in enumerate(path, 1):
        if absent and number == len(path):
            yield step
        elif found := _within(body, step):
            yield step
            body = found[0]


def _within(body: Any, step: int | str) -> list[Any]:
    """What ``step`` leads to; empty where it leads nowhere."""
    match body:
        case dict() if step in body:
            return [body[step]]
        case list() if isinstance(step, int) and step < len(body):
            return [body[step]]
        case _:
            return []


def _written(step: int | str) -> str:
    """A step of a pointer (RFC 6901); a name that nobody would give a member is cut."""
    words = str(step).replace("~", "~0").replace("/", "~1")
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"


def _of_kind(error: Mapping[str, Any]) -> list[str]:
    """The member that says which shape it is, where it says none of them."""
    if error["type"] not in _NO_KIND:
        return []
    return [str((error.get("ctx") or {}).get("discriminator", "")).strip("'")]
