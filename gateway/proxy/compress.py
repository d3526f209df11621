"""Compresses answers of the API for callers who take it: text of some length, never what is compressed already.

Tokens are not answered through here (``/oauth/token``, ``/session``): a secret beside what a caller can choose is never
compressed (BREACH).
"""

import zlib
from collections.abc import AsyncIterator, Callable

import brotli

from gateway.proxy.upstream import Answer, once

_SMALLEST = 1024
_TEXT = ("application/json", "application/problem+json", "application/fhir+json", "application/geo+json", "text/")
# Fast settings: a county's line is the bottleneck, and so is the gateway's processor.
_BROTLI_QUALITY, _GZIP_LEVEL = 4, 5
_GZIP_WINDOW = 31

Squeeze = tuple[Callable[[bytes], bytes], Callable[[], bytes]]
"""What takes a piece, and what ends the stream."""


def encoding_for(accepted: str) -> str | None:
    """``br`` or ``gzip``, the best that an ``Accept-Encoding`` header takes (RFC 9110, section 12.5.3)."""
    weights = dict(_weight(part) for part in accepted.lower().split(",") if part.strip())
    best = max(("br", "gzip"), key=lambda name: (weights.get(name, weights.get("*", 0.0)), name == "br"))
    return best if weights.get(best, weights.get("*", 0.0)) > 0 else None


def _weight(part: str) -> tuple[str, float]:
    name, _, parameter = part.partition(";")
    key, _, value = parameter.strip().partition("=")
    try:
        return name.strip(), float(value) if key.strip() == "q" else 1.0
    except ValueError:
        return name.strip(), 0.0


def compressed(answer: Answer, accepted: str) -> Answer:
    """``answer``, smaller where that is worth it; always saying that it depends on ``Accept-Encoding``."""
    if not _is_worth_it(answer):
        return answer
    answer.add(b"vary", b"accept-encoding")
    name = encoding_for(accepted)
    if name is None:
        return answer
    # The tag stays: it names a revision, which an update must name in turn (If-Match compares strongly), not bytes.
    headers = [(n, v) for n, v in answer.headers if n != b"content-length"]
    headers.append((b"content-encoding", name.encode()))
    if answer.whole is not None:
        take, end = _squeezer(name)
        whole = take(answer.whole) + end()
        headers.append((b"content-length", str(len(whole)).encode()))
        return Answer(answer.status, headers, once(whole), whole=whole)
    return Answer(answer.status, headers, _squeezed(answer.pieces, name))


def _is_worth_it(answer: Answer) -> bool:
    if answer.status != 200 or answer.header(b"content-encoding") or answer.header(b"content-range"):
        return False
    length = answer.header(b"content-length")
    if length is not None and length.isdigit() and int(length) < _SMALLEST:
        return False
    kind = answer.header(b"content-type") or ""
    # What is told as it happens would wait in the compressor for more.
    return kind.startswith(_TEXT) and not kind.startswith("text/event-stream")


def _squeezer(name: str) -> Squeeze:
    if name == "br":
        squeezing = brotli.Compressor(mode=brotli.MODE_TEXT, quality=_BROTLI_QUALITY)
        return squeezing.process, squeezing.finish
    zipping = zlib.compressobj(_GZIP_LEVEL, zlib.DEFLATED, _GZIP_WINDOW)
    return zipping.compress, zipping.flush


async def _squeezed(pieces: AsyncIterator[bytes], name: str) -> AsyncIterator[bytes]:
    take, end = _squeezer(name)
    async for piece in pieces:
        if made := take(piece):
            yield made
    yield end()
