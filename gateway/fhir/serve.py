"""``/fhir/r4/…``: reads a FHIR call, has it answered by ``/api/``, and words the answer as FHIR."""

import re
from typing import Any

import msgspec
import orjson
import structlog
from starlette.types import Receive, Scope, Send

from chassis.auth import Caller
from chassis.problems import MethodNotAllowed, NotFound, Problem
from gateway.fhir.ask import Inside
from gateway.fhir.bundle import searchset
from gateway.fhir.capability import capability
from gateway.fhir.errors import FhirCareTeamOnly, FhirJsonOnly, FhirParameter
from gateway.fhir.interactions import KINDS, Refused
from gateway.fhir.outcome import outcome_of
from gateway.fhir.parameters import read_search
from gateway.parts import Parts, certificate_for
from gateway.proxy.body import Body
from gateway.proxy.errors import BadRequest, ClientGone
from gateway.proxy.exchange import Exchange
from gateway.proxy.headers import declared_length, read_headers

log = structlog.get_logger()

PREFIX = b"/fhir/r4/"
_PATH = re.compile(r"/fhir/r4/(?P<kind>[A-Za-z]+)(?:/(?P<id>[A-Za-z0-9.-]{1,64}|_search))?")
_HOST = re.compile(rb"[A-Za-z0-9.:\[\]-]{1,255}")
_FORM_LIMIT = 16 * 1024
_FORM = b"application/x-www-form-urlencoded"
_MEDIA_TYPE = b"application/fhir+json; charset=utf-8"
# The services know the same roles as those of the care team; asked here so that others are told at once and by name.
_CARE_TEAM, _DEPARTMENT = ("village-worker", "township-officer"), "health"


class _Answer(msgspec.Struct):
    status: int
    body: dict[str, Any]
    headers: dict[bytes, bytes]


async def serve(parts: Parts, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one call; whatever goes wrong becomes an OperationOutcome."""
    exchange = Exchange(scope, receive, send)
    inside = Inside(parts, scope, receive)
    try:
        answer = await _answer(parts, exchange, inside)
    except ClientGone:
        return
    except Refused as refused:
        answer = _Answer(refused.told.status, outcome_of(refused.told.body or {}), {})
    except Problem as problem:
        answer = _refusal(problem, scope)
    except Exception as error:  # the type says enough; a message may quote what was sent
        log.error("fhir_failed", error=type(error).__name__)
        answer = _refusal(Problem(), scope)
    await _send(exchange, answer, inside.headers)


async def _answer(parts: Parts, exchange: Exchange, inside: Inside) -> _Answer:
    headers = read_headers(exchange.scope["headers"])
    _check_form(headers.get(b"accept", b"*/*"))
    found = _PATH.fullmatch(exchange.scope["path"])
    if found is None:
        raise NotFound()
    kind, resource_id, base = found["kind"], found["id"], _base(exchange.scope, headers)
    query = await _query(parts, exchange, headers, resource_id)
    if kind == "metadata" and resource_id is None:
        read_search(query, ())
        return _Answer(200, capability(base), {})
    if kind not in KINDS:
        raise NotFound()
    await _check_caller(parts, exchange, headers, kind)
    if resource_id in (None, "_search"):
        return await _search(inside, kind, base, query, hidden_allowed=resource_id == "_search")
    read_search(query, ())
    resource = await KINDS[kind].read(inside, resource_id) if _is_id(resource_id) else None
    if resource is None:
        raise NotFound()
    version = resource.get("meta", {}).get("versionId")
    return _Answer(200, resource, {b"etag": f'W/"{version}"'.encode()} if version else {})


def _is_id(text: str) -> bool:
    return len(text) in (36, 64)


async def _search(inside: Inside, kind: str, base: str, query: str, *, hidden_allowed: bool) -> _Answer:
    served = KINDS[kind]
    search = read_search(query, served.parameters)
    hidden = sorted(served.hidden & search.given.keys())
    if hidden and not hidden_allowed:
        raise FhirParameter(
            f"{'、'.join(hidden)} 请以 POST {kind}/_search 提交，不要写在地址里。",
            f"Send {', '.join(hidden)} by POST {kind}/_search: an address is easily kept somewhere on the way.",
        )
    found = await served.find(inside, search)
    return _Answer(200, searchset(base, kind, found.resources, found.asked, found.after), {})


async def _query(parts: Parts, exchange: Exchange, headers: dict[bytes, bytes], resource_id: str | None) -> str:
    """The query, or the form of a ``_search``; the body is read to its end. Raises MethodNotAllowed, BadRequest."""
    method, length = exchange.method, declared_length(headers)
    is_form = method == "POST" and resource_id == "_search"
    if not is_form and method not in ("GET", "HEAD"):
        raise MethodNotAllowed(headers={"Allow": "GET, HEAD"})
    if resource_id == "_search" and not is_form:
        raise MethodNotAllowed(headers={"Allow": "POST"})
    patience = (parts.settings.sending_timeout, parts.settings.slowest_sending)
    body = await Body(exchange.receive, length, _FORM_LIMIT, *patience).whole()
    query = exchange.scope["query_string"]
    if not is_form and body:
        raise BadRequest("这种请求不能带内容。", "A request of this method carries no body.")
    if is_form and not headers.get(b"content-type", b"").startswith(_FORM):
        raise BadRequest("请以表单格式提交。", "Send application/x-www-form-urlencoded.")
    try:
        return b"&".join(part for part in (query, body) if part).decode("ascii")
    except UnicodeDecodeError:
        raise BadRequest("查询参数须百分号编码。", "Parameters are percent-encoded.") from None


async def _check_caller(parts: Parts, exchange: Exchange, headers: dict[bytes, bytes], kind: str) -> None:
    # By header alone: a browser's cookie opens no FHIR.
    authorization = headers.get(b"authorization")
    given = authorization.decode("utf-8") if authorization else None
    caller = parts.tokens.verify(given, certificate_for(parts, exchange.scope)).caller
    if _is_of_care(caller):
        return
    exchange.known(caller)
    exchange.service, exchange.route = "gateway", f"/fhir/r4/{kind}"
    await exchange.log(parts.log, FhirCareTeamOnly.status, None)
    raise FhirCareTeamOnly(rule="C5")


def _is_of_care(caller: Caller) -> bool:
    return caller.role in _CARE_TEAM if caller.kind == "staff" else caller.department == _DEPARTMENT


def _check_form(accept: bytes) -> None:
    accepted = accept.lower()
    if b"json" not in accepted and b"*/*" not in accepted and b"application/*" not in accepted:
        raise FhirJsonOnly()


def _base(scope: Scope, headers: dict[bytes, bytes]) -> str:
    host = headers.get(b"host", b"")
    if not _HOST.fullmatch(host):
        raise BadRequest("Host 标头有误。", "The Host header is malformed.")
    return f"{scope['scheme']}://{host.decode('ascii')}/fhir/r4"


def _refusal(problem: Problem, scope: Scope) -> _Answer:
    language = next((v for n, v in scope["headers"] if n.lower() == b"accept-language"), b"")
    body = problem.body("en" if language.lower().startswith(b"en") else "zh")
    faults = [msgspec.to_builtins(fault) for fault in problem.faults]
    headers = {name.lower().encode(): value.encode() for name, value in problem.headers.items()}
    return _Answer(problem.status, outcome_of(body | ({"errors": faults} if faults else {})), headers)


async def _send(exchange: Exchange, answer: _Answer, told: dict[bytes, bytes]) -> None:
    content = orjson.dumps(answer.body)
    head = {b"content-type": _MEDIA_TYPE, b"content-length": str(len(content)).encode()} | told | answer.headers
    await exchange.begin(answer.status, list(head.items()))
    await exchange.piece(b"" if exchange.method == "HEAD" else content, more=False)
