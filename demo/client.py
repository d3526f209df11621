"""The few calls that loading needs, made as any other user of the API would make them."""

import asyncio
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import aiohttp

Json = dict[str, Any]
_REGISTRY = "/api/registry/v1"
_DIVISIONS_A_CALL = 500
_ENOUGH = 1000
_BUSY = (429, 503)
_TRIES_WHILE_BUSY = 20
_TRIES_WITH_NEW_TOKEN = 3


class LoadFailed(Exception):
    """Loading cannot go on; the text is one line for the person at the keyboard."""


def accounts_of(credentials: Path, roles: Sequence[str]) -> dict[str, Json]:
    """The staff's accounts that the first start made, by role. Raises LoadFailed where one of ``roles`` has none."""
    accounts = {each["role"]: each for each in json.loads(credentials.read_text(encoding="utf-8"))["staff"]}
    if missing := [role for role in roles if role not in accounts]:
        raise LoadFailed(f"{credentials} 里没有账号 names no {', '.join(missing)}")
    return accounts


class Client:
    """A signed-in session; signs in again by itself when the token has run out.  Use as `async with`."""

    def __init__(self, url: str, username: str, password: str) -> None:
        self._url = url.rstrip("/")
        self._form = {"grant_type": "password", "username": username, "password": password}
        self._always: dict[str, str] = {}
        self._token = ""
        self._signing_in = asyncio.Lock()

    @classmethod
    def of_department(cls, url: str, client_id: str, secret: str, always: dict[str, str]) -> Self:
        """A department's own client; ``always``: the headers by which it names purpose and case."""
        client = cls(url, client_id, secret)
        client._form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": secret}
        client._always = always
        return client

    async def __aenter__(self) -> Self:
        # A big file may take long to arrive and to be read; only silence is an error.
        timeout = aiohttp.ClientTimeout(total=None, connect=10, sock_read=120)
        # The address given is the address meant: no proxy from the environment, nothing kept between runs.
        # Servers close connections after five idle seconds; one that is let go before is never found closed.
        kept = aiohttp.TCPConnector(keepalive_timeout=2)
        self._session = aiohttp.ClientSession(timeout=timeout, trust_env=False, connector=kept)
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

    async def people_of(self, village: str) -> list[Json]:
        """Enough of a village's people: those whose names come first."""
        found: list[Json] = []
        cursor: str | None = ""
        while cursor is not None and len(found) < _ENOUGH:
            page = await self.call("GET", f"{_REGISTRY}/persons?division={village}&limit=200{cursor}")
            found += page["items"]
            cursor = f"&cursor={page['next']}" if page["next"] else None
        return found

    async def is_there(self, path: str) -> bool:
        """Whether a resource is known; anything but yes and no raises LoadFailed."""
        return await self.unless_missing("GET", path) is not None

    async def unless_missing(self, method: str, path: str, json: Any = None) -> Json | None:
        """As ``call``; None where the service knows no such thing (yet)."""
        try:
            return await self.call(method, path, json=json)
        except _NotThere:
            return None

    async def change(self, seen: str, path: str, json: Any) -> Json:
        """A write to ``path`` that builds on what is seen at ``seen`` now."""
        tag = (await self.call("GET", seen))["etag"]
        return await self.call("POST", path, json=json, revision=tag)

    async def call(
        self,
        method: str,
        path: str,
        form: Callable[[], Any] | None = None,
        json: Any = None,
        revision: str | None = None,
    ) -> Json:
        """Any call of the public API; its answer, with its ETag as ``etag``.  Raises LoadFailed with what was said."""
        for _ in range(_TRIES_WITH_NEW_TOKEN):
            token = self._token
            try:
                return await self._send(method, path, form, json, revision)
            except _TokenRefused:
                # Files are loaded side by side; only the first to notice fetches a new token.
                async with self._signing_in:
                    if self._token == token:
                        await self.sign_in()
        return await self._send(method, path, form, json, revision)

    async def _send(
        self,
        method: str,
        path: str,
        form: Callable[[], Any] | None = None,
        json: Any = None,
        revision: str | None = None,
    ) -> Json:
        headers = {} if revision is None else {"If-Match": revision}
        if self._token and path != "/oauth/token":
            headers |= self._always | {"Authorization": f"Bearer {self._token}"}
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
        tag = answer.headers.get("ETag")
        return (body if isinstance(body, dict) else {}) | ({} if tag is None else {"etag": tag})
    said = body if isinstance(body, dict) else {}
    reason = said.get("detail") or said.get("title") or said.get("error_description") or answer.reason
    failure = {401: _TokenRefused, 404: _NotThere}.get(answer.status, LoadFailed)
    raise failure(f"{method} {path} → {answer.status} {reason}")


def read_bytes(path: Path) -> bytes:
    """The content of a people file; they are a few megabytes each."""
    return path.read_bytes()
