"""Calls another county's gateway. Whether it was the network, the gateway or its answer: the peer was not reached."""

from typing import Any, Protocol

import aiohttp
import msgspec

from chassis import clock
from services.migrants.exchange.terms import terms

MESSAGES, DESCRIPTION = "/api/migrants/v1/exchange/messages", "/api/migrants/v1/exchange/description"
_LONGEST_ANSWER = 4_000_000


class PeerAway(Exception):
    """The peer could not be reached; ``code`` says how."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Reach(Protocol):
    """A way to other counties."""

    async def __call__(self, address: str, path: str, body: bytes | None) -> bytes:
        """The body of a good answer to a POST (or, without a body, a GET). Raises PeerAway."""
        ...


class ByHttp:
    """Over HTTPS; a plain address is allowed on the own machine only (``directory``)."""

    def __init__(self, client: aiohttp.ClientSession) -> None:
        self._client = client

    async def __call__(self, address: str, path: str, body: bytes | None) -> bytes:
        """See Reach."""
        method, headers = ("GET", {}) if body is None else ("POST", {"Content-Type": "application/json"})
        patience = aiohttp.ClientTimeout(total=terms(clock.today()).answer_within)
        told: dict[str, Any] = {"data": body, "headers": headers, "timeout": patience, "allow_redirects": False}
        try:
            async with self._client.request(method, address + path, **told) as answer:
                if answer.status != 200:
                    raise PeerAway(f"answered-{answer.status}")
                return await _read(answer)
        except TimeoutError:
            raise PeerAway("no-answer") from None
        except (aiohttp.ClientError, OSError) as error:
            raise PeerAway("bad-certificate" if "ertificate" in type(error).__name__ else "not-reached") from None


async def _read(answer: aiohttp.ClientResponse) -> bytes:
    gathered = bytearray()
    async for piece in answer.content.iter_any():
        gathered += piece
        if len(gathered) > _LONGEST_ANSWER:
            raise PeerAway("bad-answer")
    return bytes(gathered)


class Receipts(msgspec.Struct, frozen=True):
    """The answer to a call that brought messages."""

    receipts: list[str]


class Described(msgspec.Struct, frozen=True):
    """The answer to a call for the description."""

    statement: str
