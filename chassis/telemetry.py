"""Logs as JSON lines and metrics for Prometheus; neither ever holds personal data: no URL, no body, no message."""

import asyncio
import logging
import sys
import time
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import orjson
import structlog
from prometheus_client import CONTENT_TYPE_LATEST, Counter, Histogram, generate_latest
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chassis.tracing import answered, read_traceparent, span

REQUESTS = Histogram(
    "huijia_request_seconds",
    "Time to answer, by route template.",
    ["service", "method", "route", "status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60),
)
SWEPT = Counter("huijia_swept_total", "Items that sweeps acted on.", ["sweep", "outcome"])

log = structlog.get_logger()
_SERIES = 1024
"""How many are kept at hand: looking one up by its labels costs more than counting a call in it."""
_QUIET = ("/healthz", "/metrics")


@lru_cache(_SERIES)
def _series(service: str, method: str, route: str, status: int) -> Histogram:
    return REQUESTS.labels(service, method, route, str(status))


def configure_logging(service: str) -> None:
    """JSON lines on standard output, one per event, each with the service's name."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(_line),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stdout),
        cache_logger_on_first_use=True,
    )
    structlog.contextvars.bind_contextvars(service=service)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s", force=True)


def _line(told: Any, **_: Any) -> str:
    return orjson.dumps(told, default=repr, option=orjson.OPT_NON_STR_KEYS).decode()


_printer = lru_cache(1)(structlog.PrintLogger)
"""The one that writes to a file, by file: standard output may be exchanged under way."""


class _CallLines:
    """Gathers the lines of calls and writes them a moment later, together: a write each took a tenth of a look-up."""

    def __init__(self) -> None:
        self._lines: list[str] = []

    def add(self, line: str) -> None:
        if not self._lines:
            asyncio.get_running_loop().call_later(_GATHERED, self.write)
        self._lines.append(line)

    def write(self) -> None:
        lines, self._lines = self._lines, []
        if lines:
            _printer(sys.stdout).msg("\n".join(lines))


_GATHERED = 0.05
"""Seconds; each line has its own time, so that other lines may come before it."""
_call_lines = _CallLines()
write_call_lines = _call_lines.write
"""What is still gathered, when the process ends."""


def log_call(event: str, told: dict[str, Any]) -> None:
    """The line that ``log.info(event, **told)`` writes, without the steps between: every call writes one."""
    line = told | {"event": event, "level": "info", "timestamp": datetime.now(UTC)}
    _call_lines.add(orjson.dumps(line, option=orjson.OPT_UTC_Z).decode())


async def metrics(_: Any) -> Response:
    """The ``/metrics`` endpoint."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


ROUTE_HEADER = "Huijia-Route"
"""Internal: the template that answered, for the access log, which holds no URLs. The gateway removes it."""


def _header(scope: Scope, name: bytes) -> bytes | None:
    return next((value for key, value in scope["headers"] if key == name), None)


def _route(scope: Scope) -> str:
    return getattr(scope.get("route"), "path", "unmatched")


def _route_header(scope: Scope) -> list[tuple[bytes, bytes]]:
    route = getattr(scope.get("route"), "path", None)
    return [(ROUTE_HEADER.lower().encode(), route.encode())] if route else []


class RequestTelemetry:
    """ASGI middleware: measures and logs each request by its route template."""

    def __init__(self, app: ASGIApp, service: str) -> None:
        self._app, self._service = app, service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the call on, and note method, template, status and time."""
        if scope["type"] != "http" or scope["path"] in _QUIET:
            await self._app(scope, receive, send)
            return
        started, status = time.perf_counter(), 500

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), *_route_header(scope)]
            await send(message)

        parent = read_traceparent(_header(scope, b"traceparent"))
        with span(self._service, scope["method"], "server", parent) as current:
            try:
                await self._app(scope, receive, noting)
            finally:
                self._note(scope, status, time.perf_counter() - started)
                answered(current, scope["method"], _route(scope), status)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        route = _route(scope)
        _series(self._service, scope["method"], route, status).observe(seconds)
        told = {"service": self._service, "method": scope["method"], "route": route, "status": status}
        log_call("request", told | {"ms": round(seconds * 1000, 1)})
