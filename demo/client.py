"""The few calls that loading needs, made as any other user of the API would make them."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import aiohttp

Json = dict[str, Any]
_REGISTRY = "/api/registry/v1"
_DIVISIONS_A_CALL = 500
_BUSY = (429, 503)
_TRIES_WHILE_BUSY = 20
_TRIES_WITH_NEW_TOKEN = 3


class LoadFailed(Exception):
    """Loading cannot go on; the text is one line for the person at the keyboard."""


class Client:
    """A signed-in session; signs in again by itself when the token has run out.  Use as `async with`."""

    def __init__(self, url: str, username: str, password: str) -> None:
        self._url = url.rstrip("/")
        self._form = {"grant_type": "password", "username": username, "password": password}
        self._token = ""
        self._signing_in = asyncio.Lock()

    async def __aenter__(self) -> Self:
        # A big file may take long to arrive and to be read; only silence is an error.
        timeout = aiohttp.ClientTimeout(total=None, connect=10, sock_read=120)
        # The address given is the address meant: no proxy from the environment, nothing kept between runs.
        self._session = aiohttp.ClientSession(timeout=timeout, trust_env=False)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()

    async def sign_in(self) -> None:
        """Get a token for the account.  Raises LoadFailed where the account or the address is wrong."""
        answer = await self._send("POST", "/oauth/token", lambda: dict(self._form))
        self._token = answer["access_token"]

    async def has_villages(self) -> bool:
        """Whether the register knows villages already, as it does once a county was loaded."""
        return bool((await self.call("GET", f"{_REGISTRY}/divisions?level=village"))["items"])

    async def put_divisions(self, items: list[Json]) -> None:
        """Enter divisions, parents before children."""
        for start in range(0, len(items), _DIVISIONS_A_CALL):
            part = {"items": items[start : start + _DIVISIONS_A_CALL]}
            await self.call("PUT", f"{_REGISTRY}/divisions", json=part)

    async def import_file(self, name: str, content: bytes) -> str:
        """Hand a people file in; returns the import's id."""

        def form() -> aiohttp.FormData:
            # Browsers send the file name as it is, so no percent signs.
            data = aiohttp.FormData(quote_fields=False)
            data.add_field("file", content, filename=name, content_type="application/octet-stream")
            return data

        return str((await self.call("POST", f"{_REGISTRY}/imports", form))["id"])

    async def import_state(self, import_id: str) -> Json:
        """`{"state", "counts", …}` of an import."""
        return await self.call("GET", f"{_REGISTRY}/imports/{import_id}")

    async def is_there(self, path: str) -> bool:
        """Whether a resource is known; anything but yes and no raises LoadFailed."""
        return await self.unless_missing("GET", path) is not None

    async def unless_missing(self, method: str, path: str, json: Any = None) -> Json | None:
        """As ``call``; None where the service knows no such thing (yet)."""
        try:
            return await self.call(method, path, json=json)
        except _NotThere:
            return None

    async def call(self, method: str, path: str, form: Callable[[], Any] | None = None, json: Any = None) -> Json:
        """Any call of the public API; its answer.  Raises LoadFailed with what the service said."""
        for _ in range(_TRIES_WITH_NEW_TOKEN):
            token = self._token
            try:
                return await self._send(method, path, form, json)
            except _TokenRefused:
                # Files are loaded side by side; only the first to notice fetches a new token.
                async with self._signing_in:
                    if self._token == token:
                        await self.sign_in()
        return await self._send(method, path, form, json)

    async def _send(self, method: str, path: str, form: Callable[[], Any] | None = None, json: Any = None) -> Json:
        headers = {"Authorization": f"Bearer {self._token}"} if self._token and path != "/oauth/token" else {}
        for _ in range(_TRIES_WHILE_BUSY):
            # A form can be sent only once, so each try makes its own.
            data = form() if form else None
            try:
                async with self._session.request(
                    method, self._url + path, data=data, json=json, headers=headers
                ) as answer:
                    if answer.status not in _BUSY:
                        return await _read(answer, method, path)
                    wait = answer.headers.get("Retry-After", "1")
            except (aiohttp.ClientError, TimeoutError) as error:
                raise LoadFailed(f"{self._url} 没有应答 does not answer: {error or type(error).__name__}") from error
            await asyncio.sleep(min(float(wait), 10.0) if wait.isdigit() else 1.0)
        raise LoadFailed(f"{method} {path}: 服务一直繁忙 the service stays busy")


class _NotThere(LoadFailed):
    """404."""


class _TokenRefused(LoadFailed):
    """The token is missing, wrong or expired."""


async def _read(answer: aiohttp.ClientResponse, method: str, path: str) -> Json:
    body: Any = None
    if "json" in answer.content_type:
        body = await answer.json(content_type=None)
    if answer.status < 400:
        return body if isinstance(body, dict) else {}
    said = body if isinstance(body, dict) else {}
    reason = said.get("detail") or said.get("title") or said.get("error_description") or answer.reason
    failure = {401: _TokenRefused, 404: _NotThere}.get(answer.status, LoadFailed)
    raise failure(f"{method} {path} → {answer.status} {reason}")


def read_bytes(path: Path) -> bytes:
    """The content of a people file; they are a few megabytes each."""
    return path.read_bytes()
