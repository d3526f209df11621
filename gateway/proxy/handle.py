"""A call to ``/api/…`` from its first byte to its last: read, recognise, decide, pass on, log, answer."""

import asyncio
from http import HTTPStatus

import structlog
from starlette.types import Receive, Scope, Send

from chassis.cloudevents import current_traceparent
from chassis.http import SUBJECTS_HEADER
from chassis.problems import MethodNotAllowed, Problem
from chassis.telemetry import ROUTE_HEADER
from gateway.auth.access_tokens import AccessToken
from gateway.disclosure.decide import CASE_HEADER, PURPOSE_HEADER, Asked
from gateway.disclosure.errors import DisclosureRefused
from gateway.parts import Parts, certificate_for
from gateway.proxy import headers as rules
from gateway.proxy.address import Address, read_address
from gateway.proxy.body import Body
from gateway.proxy.compress import compressed
from gateway.proxy.departure import WhileCallerStays
from gateway.proxy.disclose import disclosed
from gateway.proxy.errors import BadAnswer, BadRequest, ClientGone
from gateway.proxy.exchange import Exchange
from gateway.proxy.known_already import is_known, without_content
from gateway.proxy.public import NOBODY, is_brought_by_a_county, is_public
from gateway.proxy.read_head import Head, read_head
from gateway.proxy.upstream import Answer, Call, Upstream
from gateway.quota.errors import QuotaExhausted
from gateway.sandbox.upstream import SandboxUpstream
from gateway.telemetry import note
from gateway.web_session.cookie import authorization_of

log = structlog.get_logger()

# nginx's number for a caller who left before the answer; it only ever stands in logs.
_CLIENT_GONE = 499
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
_WITHOUT_BODY = ("GET", "HEAD")
_PURPOSE, _CASE = PURPOSE_HEADER.lower().encode(), CASE_HEADER.lower().encode()
_ROUTE, _SUBJECTS = ROUTE_HEADER.lower().encode(), SUBJECTS_HEADER.lower().encode()


async def handle(parts: Parts, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one call; whatever goes wrong becomes a problem document."""
    exchange = Exchange(scope, receive, send)
    parts.log.begins()
    try:
        await _pass(parts, exchange)
    except ClientGone:
        exchange.status = exchange.status or _CLIENT_GONE
    except Problem as problem:
        await _refuse(exchange, problem)
    except Exception as error:  # the type says enough; a message may quote what was sent
        log.error("call_failed", error=type(error).__name__, service=exchange.service)
        await _refuse(exchange, Problem())
    finally:
        parts.log.ends()
        note(exchange)


async def _refuse(exchange: Exchange, problem: Problem) -> None:
    if not exchange.has_begun:
        await exchange.refuse(problem)
    # Else the answer is cut off: our server closes the connection, and the caller sees that it is incomplete.


async def _pass(parts: Parts, exchange: Exchange) -> None:
    scope = exchange.scope
    head = read_head(scope)
    headers = head.headers
    address = read_address(scope["raw_path"], scope["query_string"], parts.upstreams.names)
    exchange.goes_to(address)
    exchange.told, exchange.patience = headers, parts.settings.sending_timeout
    if exchange.method not in _METHODS:
        raise MethodNotAllowed(headers={"Allow": ", ".join(_METHODS)})
    if b"authorization" not in headers and is_public(exchange.method, address.path):
        # Nobody's account is used up or guessed here, so it is the address that is counted.
        client = exchange.scope.get("client")
        parts.limits.take_address(client[0] if client else "unknown")
        exchange.known(NOBODY)
        parts.log.check()
    else:
        token = _recognise(parts, exchange, head)
        parts.log.check()
        await _decide(parts, exchange, token, address, headers)
    body = _body(parts, exchange, address, headers)
    # Services know GET; what a HEAD is told is the head of what a GET would be told.
    method = "GET" if exchange.method == "HEAD" else exchange.method
    call = Call(method, address.raw, _inside(parts, exchange, head), body)
    try:
        with parts.departures.watched(body) as caller:
            async with _upstream(parts, exchange).answer(call) as answer:
                await _answer(parts, exchange, answer, caller)
    except (Problem, ClientGone) as ending:
        # The service may have done what was asked, although its answer did not come through.
        await exchange.log(parts.log, getattr(ending, "status", _CLIENT_GONE), None)
        raise


def _upstream(parts: Parts, exchange: Exchange) -> Upstream:
    if exchange.caller is None or not exchange.caller.sandbox:
        return parts.upstreams.of(exchange.service)
    assert exchange.lookup is not None  # noqa: S101 - departments alone have sandboxes, and pass by a look-up
    return SandboxUpstream(parts.database.pool, exchange.caller, exchange.lookup)


def _recognise(parts: Parts, exchange: Exchange, head: Head) -> AccessToken:
    token = head.token or parts.tokens.read(authorization_of(exchange.method, head.headers))
    parts.tokens.check(token, certificate_for(parts, exchange.scope))
    if b"authorization" in head.headers:
        # A cookie's is not kept: whether it counts depends on the method too.
        head.token = token
    parts.revocations.check(token.session)
    exchange.limit_headers = parts.limits.take_caller(token.caller)
    exchange.known(token.caller)
    return token


async def _decide(
    parts: Parts, exchange: Exchange, token: AccessToken, address: Address, headers: dict[bytes, bytes]
) -> None:
    asked = Asked(
        address.service,
        exchange.method,
        address.path,
        address.names,
        rules.text_of(headers, _PURPOSE),
        rules.text_of(headers, _CASE),
    )
    try:
        decision = parts.decisions.decide(token, asked, exchange.day)
        if decision.policy is not None:
            await parts.quotas.take(token.caller.subject, decision.policy)
    except (DisclosureRefused, QuotaExhausted) as refusal:
        # Who tried is kept as well: a refused attempt is what an auditor looks for.
        await exchange.log(parts.log, refusal.status, None)
        raise
    exchange.known(decision.caller)
    exchange.policy, exchange.lookup = decision.policy, decision.lookup
    if decision.lookup is not None:
        exchange.route = decision.lookup.path


def _body(parts: Parts, exchange: Exchange, address: Address, headers: dict[bytes, bytes]) -> Body:
    declared, settings = rules.declared_length(headers), parts.settings
    if exchange.method in _WITHOUT_BODY and declared != 0:
        raise BadRequest("这种请求不能带内容。", "A request of this method carries no body.")
    is_import = exchange.method == "POST" and address.path.endswith("/imports")
    limit = settings.import_limit if is_import else settings.body_limit
    if is_brought_by_a_county(exchange.method, address.path):
        limit = settings.exchange_limit
    return Body(exchange.receive, declared, limit, settings.sending_timeout, settings.slowest_sending)


def _inside(parts: Parts, exchange: Exchange, head: Head) -> list[tuple[str, str]]:
    assert exchange.caller is not None  # noqa: S101 - recognised before
    token = parts.inside.token(exchange.caller, exchange.service)
    ours = [("authorization", f"Bearer {token}"), ("x-request-id", exchange.request_id)]
    if (traceparent := current_traceparent.get()) is not None:
        ours.append(("traceparent", traceparent))
    return head.passed_in + ours


async def _answer(parts: Parts, exchange: Exchange, answer: Answer, caller: WhileCallerStays) -> None:
    exchange.answered_by(answer.header(_ROUTE))
    _check(answer)
    if exchange.caller is not None and exchange.caller.kind == "department":
        answer = await disclosed(parts, exchange, answer)
    if exchange.method in _WITHOUT_BODY and is_known(answer, rules.text_of(exchange.told, b"if-none-match")):
        answer = await without_content(answer)
    try:
        # The head waits for the log: so an access that cannot be logged can still be refused.
        await exchange.log(parts.log, answer.status, answer.header(_SUBJECTS))
    except ValueError:
        log.error("bad_subjects", service=exchange.service, route=exchange.route)
        raise BadAnswer from None
    answer = compressed(answer, rules.text_of(exchange.told, b"accept-encoding") or "")
    if answer.whole is not None:
        caller.over()
        await exchange.whole(answer.status, answer.headers, answer.whole)
        return
    await exchange.begin(answer.status, answer.headers)
    async for piece in answer.pieces:
        if piece and exchange.method != "HEAD":
            await exchange.piece(piece, more=True)
    caller.over()
    await exchange.piece(b"", more=False)


def _check(answer: Answer) -> None:
    # An error page of a server, not of the house: its text may tell of the inside.
    media_type = answer.header(b"content-type") or ""
    if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR and not media_type.startswith("application/problem+json"):
        raise BadAnswer
    if answer.status < HTTPStatus.OK:
        raise BadAnswer


async def shut(receive: Receive, send: Send) -> None:
    """Refuse a WebSocket: there is none behind the gateway."""
    async with asyncio.timeout(5):
        await receive()
        await send({"type": "websocket.close", "code": 1008})
