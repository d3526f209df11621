"""Reads the head of a call; one that is the same as the last on its connection was read already.

A department's system asks again and again over one connection, with another address and the same headers. What follows
from the headers alone is kept beside the connection and goes with it, the token's text among it: kept no longer and
nowhere else. What may change between two calls (whether a token is still good) is asked at every call.
"""

from functools import cached_property

from starlette.types import Scope

from gateway.auth.access_tokens import AccessToken
from gateway.connection import ACROSS_CALLS
from gateway.proxy.headers import RawPairs, passed_in, read_headers

_KEPT = "head"


class Head:
    """A call's headers. Raises BadRequest."""

    def __init__(self, raw: RawPairs) -> None:
        self.raw = raw
        self.headers = read_headers(raw)
        self.token: AccessToken | None = None
        """What the token in the ``Authorization`` header says, once it was read."""

    @cached_property
    def passed_in(self) -> list[tuple[str, str]]:
        """What goes on to a service."""
        return passed_in(self.headers)


def read_head(scope: Scope) -> Head:
    """The head of the call. Raises BadRequest."""
    across_calls = scope["state"].get(ACROSS_CALLS)
    if across_calls is None:
        return Head(scope["headers"])
    kept: Head | None = across_calls.get(_KEPT)
    if kept is None or kept.raw != scope["headers"]:
        kept = across_calls[_KEPT] = Head(scope["headers"])
    return kept
