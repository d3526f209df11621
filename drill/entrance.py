"""How somebody at work comes in: with name and password, and again when the session has run out."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from deploy.local.home import Home

_PATIENCE = aiohttp.ClientTimeout(total=20)


class Entrance:
    """One account's calls. A token that is refused is fetched anew at the next call."""

    def __init__(self, session: aiohttp.ClientSession, username: str, password: str) -> None:
        self._session = session
        self._form = {"grant_type": "password", "username": username, "password": password}
        self._token = ""

    async def villages(self) -> list[str]:
        """The codes of the county's villages."""
        headers = {"Authorization": f"Bearer {await self._signed_in()}"}
        params = {"level": "village"}
        async with self._session.get("/api/registry/v1/divisions", params=params, headers=headers) as answer:
            return [village["code"] for village in (await answer.json())["items"]]

    async def post(self, path: str, body: dict[str, Any], key: str) -> tuple[int, dict[str, Any]]:
        """Status and answer of a write with an idempotency key."""
        token = await self._signed_in()
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key}
        async with self._session.post(path, json=body, headers=headers) as answer:
            if answer.status == 401 and token == self._token:
                self._token = ""
            return answer.status, await answer.json(content_type=None)

    async def _signed_in(self) -> str:
        if not self._token:
            async with self._session.post("/oauth/token", data=self._form) as answer:
                answer.raise_for_status()
                self._token = (await answer.json())["access_token"]
        return self._token


@asynccontextmanager
async def entrance(home: Home, role: str) -> AsyncIterator[Entrance]:
    """The entrance of the first account that has the role."""
    account = next(each for each in json.loads(home.credentials.read_text())["staff"] if each["role"] == role)
    async with aiohttp.ClientSession(home.address, timeout=_PATIENCE) as session:
        yield Entrance(session, account["username"], account["password"])
