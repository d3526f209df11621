"""Sends a call on to the process that answers it, and hands back its answer as a stream (ADR 0005)."""

import asyncio
import time
from types import TracebackType

import structlog
from prometheus_client import Gauge

from gateway.proxy.breaker import Breaker, Breaking
from gateway.proxy.errors import BadAnswer, ServiceDown, ServiceSilent
from gateway.proxy.line import Line, Unreadable
from gateway.proxy.lines import Lines
from gateway.proxy.upstream import Answer, Call, once

_FAILURES = (OSError, Unreadable)
_OPEN = Gauge("huijia_gateway_breaker_open", "1 while calls to a service are stopped.", ["service"])
log = structlog.get_logger()


class HttpUpstream:
    """A service in another process."""

    def __init__(self, name: str, lines: Lines, rules: Breaking) -> None:
        self._name, self._lines, self._rules = name, lines, rules
        self._breaker = Breaker(rules)
        self._open = _OPEN.labels(name)

    def answer(self, call: Call) -> "_Asked":
        """See Upstream. The connection is dropped when the block ends early."""
        return _Asked(self, call)

    async def reach(self, call: Call) -> Line:
        """A line with the answer's head. A read that did not reach the service is tried again; nothing else ever is."""
        if not self._breaker.lets_pass(time.monotonic()):
            raise ServiceDown(headers={"Retry-After": str(self._breaker.wait(time.monotonic()))})
        left = self._rules.retries if call.method == "GET" and call.body.length == 0 else 0
        while True:
            try:
                line = await self._lines.ask(call.method, call.address, call.headers, call.body)
            except _FAILURES as error:
                if left == 0 or isinstance(error, TimeoutError):
                    self._ended(well=call.body.fault is not None)
                    raise
            else:
                self._ended(well=True)
                return line
            left -= 1
            await asyncio.sleep(self._rules.retry_after_ms / 1000)

    def back(self, line: Line) -> None:
        """The call is over."""
        self._lines.back(line)

    def close(self) -> None:
        """End the connections that are open."""
        self._lines.close()

    def _ended(self, *, well: bool) -> None:
        if well and self._breaker.is_untroubled:
            return
        now, before = time.monotonic(), self._breaker.state(time.monotonic())
        if well:
            self._breaker.succeeded()
        else:
            self._breaker.failed(now)
        if self._breaker.state(now) != before:
            self._open.set(0 if well else 1)
            log.warning("breaker", service=self._name, state=self._breaker.state(now))


class _Asked:
    """``async with``: the answer of a service. A class, since every call of the house has one."""

    __slots__ = ("_call", "_line", "_upstream")

    def __init__(self, upstream: HttpUpstream, call: Call) -> None:
        self._upstream, self._call = upstream, call
        self._line: Line | None = None

    async def __aenter__(self) -> Answer:
        try:
            line = await self._upstream.reach(self._call)
        except _FAILURES as error:
            raise self._told(error) from None
        whole = line.rest()
        if whole is None:
            self._line = line
            return Answer(line.status, line.head, line.pieces())
        answer = Answer(line.status, line.head, once(whole), whole)
        # All of it is here already: while it is looked at and logged, the next call may have the connection.
        self._upstream.back(line)
        return answer

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._line is not None:
            self._upstream.back(self._line)
        if isinstance(error, _FAILURES):
            raise self._told(error) from None

    def _told(self, error: Exception) -> Exception:
        # Timeouts are OSErrors too. The body's own fault is why the line broke, where it has one.
        return self._call.body.fault or _refusal(error)


def _refusal(error: Exception) -> ServiceDown | ServiceSilent | BadAnswer:
    if isinstance(error, TimeoutError):
        return ServiceSilent()
    if isinstance(error, OSError):
        return ServiceDown(headers={"Retry-After": "2"})
    return BadAnswer()
