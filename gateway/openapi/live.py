"""The merged document of the services as they run now, asked for again after a while."""

import asyncio
import time
from collections.abc import Mapping
from typing import Any

import aiohttp
import orjson
from fastapi import FastAPI

from gateway.openapi.merge import Document, merge
from gateway.openapi.titles import load_titles

_FRESH = 30.0
_PATIENCE = 5.0


class LiveDocument:
    """Asks every service for its document; one that is away is told of as it was known last."""

    def __init__(
        self, client: aiohttp.ClientSession, services: Mapping[str, str], own: FastAPI, front: FastAPI
    ) -> None:
        self._client, self._services = client, services
        self._own, self._front = own, front
        self._known: dict[str, Document] = {}
        self._lock = asyncio.Lock()
        self._merged: Document = {}
        self._titles = load_titles()
        self._until = float("-inf")

    async def read(self, purposes: list[str]) -> Document:
        """The merged document."""
        async with self._lock:
            if time.monotonic() > self._until:
                complete = all(await asyncio.gather(*(self._ask(name) for name in self._services)))
                services = self._known | {"gateway": self._own.openapi()}
                self._merged = merge(self._front.openapi(), services, purposes, self._titles)
                self._until = time.monotonic() + (_FRESH if complete else 1)
            return self._merged

    async def _ask(self, name: str) -> bool:
        timeout = aiohttp.ClientTimeout(total=_PATIENCE)
        try:
            async with self._client.get(f"{self._services[name].rstrip('/')}/openapi.json", timeout=timeout) as answer:
                if answer.status != 200:
                    return False
                self._known[name] = _checked(orjson.loads(await answer.read()))
                return True
        except (aiohttp.ClientError, OSError, ValueError):
            return False


def _checked(document: Any) -> Document:
    if not isinstance(document, dict) or not isinstance(document.get("paths"), dict):
        raise ValueError("no OpenAPI document")
    return document
