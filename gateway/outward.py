"""The way out of the gateway: what every answer carries, and an answer that is all there in one write."""

from typing import Any

from starlette.types import Message, Send

from gateway.connection import answer_whole, call_of, lines_of
from gateway.proxy.headers import RawPairs

# No script, style or image but our own files; nobody may frame us.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'{nonce}; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_SECURITY: RawPairs = [
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
]
_WITHOUT_LENGTH = (204, 304)


def _secured(nonce: str) -> RawPairs:
    return [(b"content-security-policy", _POLICY.format(nonce=nonce).encode()), *_SECURITY]


def head_of(pairs: RawPairs) -> bytes:
    """Headers as they stand in an answer. Raises ValueError where one would be two."""
    head = lines_of(pairs)
    if head.count(b"\n") != len(pairs) or head.count(b"\r") != len(pairs) or b"\0" in head:
        raise ValueError("a header would split the answer")
    return head


_ALWAYS = _secured("")
_ALWAYS_HEAD = head_of(_ALWAYS)
_SECURE_NAMES = frozenset(name for name, _ in _ALWAYS)
_TOLD_BY_US = _SECURE_NAMES | {b"content-length"}


class Outward:
    """ASGI's ``send`` for one call: adds the call's id and what a browser is to hold us to."""

    __slots__ = ("_call_id", "_send", "_state")

    def __init__(self, send: Send, call_id: str, state: dict[str, Any]) -> None:
        self._send, self._call_id, self._state = send, call_id.encode("ascii"), state

    async def __call__(self, message: Message) -> None:
        """ASGI 3."""
        if message["type"] == "http.response.start":
            # A page that styles itself while it runs has a nonce of its own; see gateway.dashboard.serve.
            nonce = self._state.get("style_nonce")
            ours = _ALWAYS if nonce is None else _secured(f" 'nonce-{nonce}'")
            theirs = [header for header in message["headers"] if header[0] not in _SECURE_NAMES]
            message = message | {"headers": [*theirs, *ours, (b"x-request-id", self._call_id)]}  # type: ignore[operator]
        await self._send(message)

    def at_once(self, status: int, pairs: RawPairs, body: bytes, length: int) -> bool:
        """Write a whole answer; False where it has to be sent piece by piece, since the caller takes none just now.

        ``pairs`` are in lower case; ``length`` is told whatever they say, and for a HEAD it is not that of ``body``.
        """
        call = call_of(self._send)
        if call is None:
            return False
        head = [header for header in pairs if header[0] not in _TOLD_BY_US]
        head.append((b"x-request-id", self._call_id))
        if status not in _WITHOUT_LENGTH:
            head.append((b"content-length", b"%d" % length))
        return answer_whole(call, status, head_of(head) + _ALWAYS_HEAD, body)
