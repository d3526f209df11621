"""One call from outside: what came, what became known of it, and its answer."""

import asyncio
import time
from http import HTTPStatus

import msgspec
import structlog
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from chassis import clock
from chassis.auth import Caller
from chassis.problems import Problem, to_response
from gateway.access_log.entries import entry_of, read_subjects
from gateway.access_log.writer import AccessLog
from gateway.disclosure.lookups import Lookup
from gateway.disclosure.policies import Policy
from gateway.outward import Outward
from gateway.proxy import headers
from gateway.proxy.address import Address
from gateway.proxy.errors import ClientGone
from gateway.receipts.hashes import b64
from gateway.receipts.shown import Shown

log = structlog.get_logger()


class Exchange:
    """Mutable on purpose: it gathers what the log, the metrics and a refusal need, as the call goes on."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.scope, self.receive, self._send = scope, receive, send
        self.method: str = scope["method"]
        self.request_id: str = scope["state"]["request_id"]
        self.service = "-"
        self._prefix = ""
        self.route = "unmatched"
        self._logged = False
        self.caller: Caller | None = None
        self.policy: Policy | None = None
        self.lookup: Lookup | None = None
        self.shown: Shown | None = None
        self.limit_headers: list[tuple[bytes, bytes]] = []
        self._evidence: list[tuple[bytes, bytes]] = []
        self.told: dict[bytes, bytes] = {}
        self.patience: float | None = None
        """How long a caller may take no more of the answer (s)."""
        self.status = 0
        self.started, self.day = time.perf_counter(), clock.today()

    @property
    def has_begun(self) -> bool:
        """Whether the answer's head has been sent."""
        return self.status != 0

    def known(self, caller: Caller) -> None:
        """The call is from ``caller``."""
        self.caller = msgspec.structs.replace(caller, request_id=self.request_id)

    def goes_to(self, address: Address) -> None:
        """The call is for this address; until its service names the template, no more than the service is logged."""
        self.service = address.service
        self._prefix = address.prefix
        self.route = f"{self._prefix}/*"

    def answered_by(self, template: str | None) -> None:
        """The service answered by this route, which it names without the prefix that all its routes share."""
        if template is not None:
            self.route = template if template.startswith("/api/") else self._prefix + template

    async def log(self, log: AccessLog, status: int, subjects: str | None) -> None:
        """Write the access once; return when it is kept. Raises LogUnavailable; ValueError for malformed subjects."""
        if self.caller is None or self._logged:
            return
        persons = read_subjects(subjects)
        self._logged = True
        shown = self.shown if status < HTTPStatus.MULTIPLE_CHOICES else None
        entry = entry_of(self.caller, self.method, self.service, self.route, status, persons, shown)
        receipt = await log.write(entry, shown)
        if receipt is not None and shown is not None:
            self._evidence = [(b"x-receipt", receipt.encode()), (b"x-receipt-secret", b64(shown.secret).encode())]

    async def begin(self, status: int, raw: headers.RawPairs) -> None:
        """Send the answer's head."""
        self.status = status
        await self._send({"type": "http.response.start", "status": status, "headers": self._head(raw)})

    def _head(self, raw: headers.RawPairs) -> headers.RawPairs:
        head = headers.passed_out(raw) + self.limit_headers + self._evidence
        if b"cache-control" not in dict(head):
            head.append((b"cache-control", b"no-store"))
        return head

    async def whole(self, status: int, raw: headers.RawPairs, whole: bytes) -> None:
        """Send an answer of which everything is there; of one to a HEAD, the head."""
        body = b"" if self.method == "HEAD" else whole
        if isinstance(self._send, Outward) and self._send.at_once(status, self._head(raw), body, len(whole)):
            self.status = status
            return
        await self.begin(status, raw)
        await self.piece(body, more=False)

    async def piece(self, body: bytes, more: bool) -> None:
        """Send a piece of the body; waits while the caller is slower than the service. Raises ClientGone at last."""
        try:
            async with asyncio.timeout(self.patience):
                await self._send({"type": "http.response.body", "body": body, "more_body": more})
        except TimeoutError:
            log.warning("caller_too_slow", service=self.service, route=self.route)
            raise ClientGone from None

    async def refuse(self, problem: Problem) -> None:
        """Answer with a problem document."""
        self.status = problem.status
        response = to_response(Request(self.scope), problem)
        response.raw_headers += [h for h in self.limit_headers if h[0] not in dict(response.raw_headers)]
        response.raw_headers.append((b"cache-control", b"no-store"))
        await response(self.scope, self.receive, self._send)
