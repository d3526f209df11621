"""A stand-in for the gateway and the registry: the six calls that loading makes, on loopback."""

import asyncio
import csv
import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import openpyxl
from aiohttp import web

PASSWORD = "correct horse"


class RegistryStandIn:
    """Takes imports and 'reads' them in three polls; `rejected` says how many rows of a file it turns away."""

    def __init__(self, rejected: dict[str, int]) -> None:
        self.rejected = rejected
        self.divisions: list[dict[str, Any]] = []
        self.imports: list[dict[str, Any]] = []
        self.tokens = 0
        self.calls_a_token = 10_000
        self.busy_times = 0
        self.final_state = "finished"
        self._calls_left = 0

    def app(self) -> web.Application:
        app = web.Application(client_max_size=2**26, middlewares=[self._guard])
        app.router.add_post("/oauth/token", self._token)
        app.router.add_get("/api/registry/v1/divisions", self._get_divisions)
        app.router.add_put("/api/registry/v1/divisions", self._put_divisions)
        app.router.add_post("/api/registry/v1/imports", self._import)
        app.router.add_get("/api/registry/v1/imports/{id}", self._state)
        return app

    @web.middleware
    async def _guard(self, request: web.Request, handler: Any) -> web.StreamResponse:
        if request.path != "/oauth/token":
            if self.busy_times:
                self.busy_times -= 1
                return web.json_response({"title": "busy"}, status=429, headers={"Retry-After": "0"})
            self._calls_left -= 1
            if self._calls_left < 0 or request.headers.get("Authorization") != f"Bearer token-{self.tokens}":
                return web.json_response({"title": "令牌已过期"}, status=401)
        return await handler(request)

    async def _token(self, request: web.Request) -> web.Response:
        form = await request.post()
        if form.get("grant_type") != "password" or form.get("password") != PASSWORD:
            return web.json_response({"title": "用户名或密码错误"}, status=401)
        self.tokens += 1
        self._calls_left = self.calls_a_token
        return web.json_response({"access_token": f"token-{self.tokens}", "token_type": "Bearer", "expires_in": 60})

    async def _get_divisions(self, request: web.Request) -> web.Response:
        items = [item for item in self.divisions if item["level"] == request.query["level"]]
        return web.json_response({"items": items[:50], "next": None})

    async def _put_divisions(self, request: web.Request) -> web.Response:
        self.divisions += (await request.json())["items"]
        return web.json_response({})

    async def _import(self, request: web.Request) -> web.Response:
        part = (await request.post())["file"]
        assert isinstance(part, web.FileField)
        rows = _count_rows(part.filename, part.file.read())
        self.imports.append({"name": part.filename, "rows": rows, "polls": 0})
        return web.json_response({"id": str(len(self.imports) - 1), "state": "queued"}, status=202)

    async def _state(self, request: web.Request) -> web.Response:
        asked = self.imports[int(request.match_info["id"])]
        asked["polls"] += 1
        over = asked["polls"] >= 3
        rejected = self.rejected.get(asked["name"], 0) if over else 0
        read = asked["rows"] * min(asked["polls"], 3) // 3
        counts = {"read": read, "created": read - rejected, "updated": 0, "unchanged": 0, "rejected": rejected}
        state = self.final_state if over else ("queued", "running")[asked["polls"] - 1]
        return web.json_response({"state": state, "counts": counts})


def _count_rows(name: str, content: bytes) -> int:
    if name.endswith(".xlsx"):
        sheet = openpyxl.load_workbook(io.BytesIO(content), read_only=True).worksheets[0]
        return sum(1 for _ in sheet.iter_rows()) - 2
    if content.startswith(b"\xef\xbb\xbf"):
        return sum(1 for _ in csv.reader(io.StringIO(content.decode("utf-8-sig")))) - 1
    return sum(1 for _ in csv.reader(io.StringIO(content.decode("gb18030")))) - 2


@contextmanager
def served(stand_in: RegistryStandIn) -> Iterator[str]:
    """Serve it from a thread of its own; gives the address."""
    loop = asyncio.new_event_loop()
    runner = web.AppRunner(stand_in.app())
    loop.run_until_complete(runner.setup())
    site = web.TCPSite(runner, "127.0.0.1", 0)
    loop.run_until_complete(site.start())
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield "http://{}:{}".format(*runner.addresses[0][:2])
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.run_until_complete(runner.cleanup())
        loop.close()
