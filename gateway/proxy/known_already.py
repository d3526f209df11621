"""``If-None-Match``: a caller who has this revision already is told so, without the content (RFC 9110, 13.1.2)."""

from collections.abc import AsyncIterator

from gateway.proxy.upstream import Answer

_NOT_MODIFIED = 304
# What a 304 repeats of the answer that it stands for (RFC 9110, section 15.4.5), and what the log needs.
_KEPT = frozenset(
    {
        *(b"etag", b"cache-control", b"content-location", b"expires", b"vary", b"content-language"),
        *(b"huijia-subjects", b"huijia-route"),
    }
)


def is_known(answer: Answer, if_none_match: str | None) -> bool:
    """Whether the caller named the revision that this answer is of."""
    etag = answer.header(b"etag")
    if answer.status != 200 or etag is None or if_none_match is None:
        return False
    # Weak comparison: the same content counts, however it was encoded.
    given = {each.strip().removeprefix("W/") for each in if_none_match.split(",")}
    return etag.removeprefix("W/") in given or "*" in given


async def without_content(answer: Answer) -> Answer:
    """The 304 that stands for ``answer``, whose content is read and left out: its connection can be used again."""
    async for _ in answer.pieces:
        pass
    headers = [(name, value) for name, value in answer.headers if name in _KEPT]
    return Answer(_NOT_MODIFIED, headers, _nothing(), whole=b"")


async def _nothing() -> AsyncIterator[bytes]:
    yield b""
