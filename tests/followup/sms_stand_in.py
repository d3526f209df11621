"""A provider of text messages that remembers what it was given, and one over HTTP that keeps to the interface."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from services.followup.reminders.sms.provider import Message, Report, Reports


@dataclass
class Remembering:
    """Takes messages; raises what it is told to raise first."""

    sent: list[Message] = field(default_factory=list)
    faults: list[Exception] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)

    async def send(self, message: Message) -> None:
        if self.faults:
            raise self.faults.pop(0)
        self.sent.append(message)

    async def read_reports(self, after: str) -> Reports:
        """All that came since so many."""
        return Reports(tuple(self.reports[int(after or 0) :]), str(len(self.reports)) if self.reports else after)

    async def close(self) -> None:
        """Nothing to let go of."""


@dataclass
class Gateway:
    """Over HTTP: sends each id once, and answers with the statuses it is told to."""

    url: str = ""
    statuses: list[int] = field(default_factory=list)
    calls: list[dict[str, Any]] = field(default_factory=list)
    sent: dict[str, dict[str, Any]] = field(default_factory=dict)
    reports: list[dict[str, Any]] = field(default_factory=list)
    reports_url: str = ""
    nonsense: bytes = b""

    async def answer(self, request: web.Request) -> web.Response:
        key, body = request.headers["Idempotency-Key"], await request.json()
        self.calls.append({"key": key, "authorization": request.headers.get("Authorization")})
        status = self.statuses.pop(0) if self.statuses else 202
        if status < 300:
            self.sent.setdefault(key, body)
        return web.Response(status=status, headers={"Location": "http://127.0.0.1:1/"})

    async def report(self, request: web.Request) -> web.Response:
        if self.nonsense:
            return web.Response(body=self.nonsense)
        after = int(request.query.get("after", 0))
        return web.json_response({"reports": self.reports[after:], "next": str(len(self.reports))})


@asynccontextmanager
async def sms_gateway() -> AsyncIterator[Gateway]:
    """Runs one on a free port."""
    gateway, app = Gateway(), web.Application()
    app.router.add_post("/send", gateway.answer)
    app.router.add_get("/reports", gateway.report)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    gateway.url, gateway.reports_url = f"http://127.0.0.1:{port}/send", f"http://127.0.0.1:{port}/reports"
    try:
        yield gateway
    finally:
        await runner.cleanup()
