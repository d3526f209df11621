"""Which headers come in, which go on to a service, and which go back out. Pure.

Inwards only the listed ones pass, so nothing that a service would trust can be smuggled: no Authorization, no
X-Forwarded-*, nothing hop-by-hop, nothing of our own. Outwards what is internal or hop-by-hop is left out.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from uuid import UUID

from chassis.identifiers import new_id_text
from gateway.proxy.errors import BadRequest

RawPairs = list[tuple[bytes, bytes]]
RawHeaders = Iterable[tuple[bytes, bytes]]

_PASSED_IN = frozenset(
    {
        *(b"accept", b"accept-language", b"accept-encoding", b"content-type", b"content-length"),
        *(b"content-disposition", b"idempotency-key", b"if-match", b"if-none-match", b"if-modified-since"),
        *(b"range", b"if-range", b"tracestate", b"prefer", b"x-reason"),
    }
)
_HOP_BY_HOP = frozenset(
    {
        *(b"connection", b"keep-alive", b"proxy-authenticate", b"proxy-authorization", b"proxy-connection"),
        *(b"te", b"trailer", b"transfer-encoding", b"upgrade"),
    }
)
# Our own server writes these anew.
_OURS = frozenset({b"server", b"date", b"x-request-id"})
_NEVER_OUT = _HOP_BY_HOP | _OURS
_INTERNAL_PREFIX = b"huijia-"
# Names may repeat only where the standard joins the values with commas.
_MAY_REPEAT = frozenset({b"accept", b"accept-language", b"accept-encoding", b"cookie", b"via", b"tracestate"})
_MOST, _LONGEST = 100, 16 * 1024
_NAMES = re.compile(rb"[!#$%&'*+.^_`|~0-9a-z-]+(?: [!#$%&'*+.^_`|~0-9a-z-]+)*")
_CONTROL = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")
_HEX_ID = re.compile(r"[0-9a-fA-F]{8}-?(?:[0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}")


def read_headers(raw: RawHeaders) -> dict[bytes, bytes]:
    """The headers by name, which servers hand over in lower case (ASGI 3).

    Raises BadRequest: control characters, not UTF-8, a name twice, two lengths.
    """
    pairs = list(raw)
    # All names in one look, and all values: no space stands in a name, and a tab may stand in any value.
    names, values = b" ".join([name for name, _ in pairs]), b"\t".join([value for _, value in pairs])
    if len(pairs) > _MOST or len(names) + len(values) - 2 * len(pairs) + 2 > _LONGEST:
        raise BadRequest("标头过多或过长。", "Too many headers, or too long ones.")
    if not _are_names(names, len(pairs)) or not _are_values(values):
        raise BadRequest("标头含有不允许的字符。", "A header holds characters that are not allowed.")
    headers = dict(pairs)
    if len(headers) < len(pairs):
        counted = Counter(name for name, _ in pairs)
        if any(count > 1 and name not in _MAY_REPEAT for name, count in counted.items()):
            raise BadRequest("同一标头出现了两次。", "A header is there twice.")
        headers = _joined(pairs)
    if b"content-length" in headers and b"transfer-encoding" in headers:
        raise BadRequest("内容长度有两种说法。", "The body's length is stated in two ways.")
    if headers.get(b"transfer-encoding", b"chunked").lower() != b"chunked":
        raise BadRequest("Transfer-Encoding 只能是 chunked。", "Transfer-Encoding can only be chunked.")
    return headers


def _are_names(joined: bytes, count: int) -> bool:
    # There are as many spaces as it takes to join them, so none stands in a name.
    return not count or (joined.count(b" ") == count - 1 and _NAMES.fullmatch(joined) is not None)


def _are_values(joined: bytes) -> bool:
    if _CONTROL.search(joined):
        return False
    try:
        joined.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _joined(pairs: list[tuple[bytes, bytes]]) -> dict[bytes, bytes]:
    headers: dict[bytes, bytes] = {}
    for name, value in pairs:
        headers[name] = headers[name] + b", " + value if name in headers else value
    return headers


def declared_length(headers: Mapping[bytes, bytes]) -> int | None:
    """The body's length in bytes where it is stated; 0 where there is no body; None for a chunked one."""
    if b"transfer-encoding" in headers:
        return None
    length = headers.get(b"content-length", b"0")
    if not (length.isdigit() and len(length) < 19):
        raise BadRequest("Content-Length 有误。", "Content-Length is no number.")
    return int(length)


def text_of(headers: Mapping[bytes, bytes], name: bytes) -> str | None:
    """A header's text."""
    value = headers.get(name)
    return None if value is None else value.decode("utf-8")


def passed_in(headers: Mapping[bytes, bytes]) -> list[tuple[str, str]]:
    """What goes on to a service; Authorization, request id and trace context are added by the gateway."""
    # Checked to be UTF-8 when read; the client writes them as UTF-8 again, byte for byte.
    return [(name.decode("ascii"), value.decode("utf-8")) for name, value in headers.items() if name in _PASSED_IN]


def passed_out(raw: RawPairs) -> RawPairs:
    """What goes back to the caller of an answer's headers, whose names are in lower case."""
    pairs = [each for each in raw if each[0] not in _NEVER_OUT and each[0][:7] != _INTERNAL_PREFIX]
    named = [value for name, value in raw if name == b"connection"]
    if not named:
        return pairs
    dropped = {token.strip().lower() for value in named for token in value.split(b",")}
    return [each for each in pairs if each[0] not in dropped]


def request_id(headers: Mapping[bytes, bytes]) -> str:
    """The caller's X-Request-Id where it is a UUID, else a new one: any other text could tell about a person."""
    given = headers.get(b"x-request-id", b"").decode("latin-1")
    return str(UUID(given)) if _HEX_ID.fullmatch(given) else new_id_text()
