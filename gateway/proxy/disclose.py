"""What a department is answered: read whole, looked at once more, and only then sent.

The service has projected and filtered by the decision in its token. Here the answer is held against the same decision
again, so that a fault in one service is an incident and no disclosure.
"""

from datetime import date, timedelta
from functools import lru_cache

import orjson
import structlog

from gateway.disclosure.check_answer import objects_of, outside
from gateway.disclosure.errors import DisclosureWithheld
from gateway.incidents.note_incident import OVER_DISCLOSURE, note_incident
from gateway.parts import Parts
from gateway.proxy.errors import BadAnswer
from gateway.proxy.exchange import Exchange
from gateway.proxy.upstream import Answer, once
from gateway.receipts.shown import shown

log = structlog.get_logger()

_LARGEST = 8 * 1024 * 1024
# What a refusal may tell a department: the standard's members, and those with which our problems say how to go on.
_OF_A_PROBLEM = frozenset({"type", "title", "status", "detail", "errors", "rule"})
_KEPT = frozenset({b"content-language", b"cache-control", b"etag", b"location", b"retry-after", b"idempotent-replayed"})
_SENT_ON = _KEPT | {b"huijia-subjects", b"huijia-route", b"x-retain-until"}


async def disclosed(parts: Parts, exchange: Exchange, answer: Answer) -> Answer:
    """``answer``, held against the decision. Raises DisclosureWithheld, and BadAnswer where it is no answer."""
    body = await _whole(answer)
    if answer.status >= 300:
        return _anew(answer, _problem(body), b"application/problem+json")
    objects = objects_of(body)
    assert exchange.caller is not None  # noqa: S101 - recognised before
    found = ["#"] if objects is None else outside(objects, exchange.caller, exchange.day)
    if found:
        await _withhold(parts, exchange, found)
    if exchange.policy is not None and objects is not None:
        until = _until(exchange.day, exchange.policy.retention.days)
        answer.add(b"x-retain-until", until.encode())
        # The service names one person for each object, in their order.
        persons = [part for part in (answer.header(b"huijia-subjects") or "").split(",") if part]
        exchange.shown = shown(objects, persons, exchange.policy, until)
    return _anew(answer, body, b"application/json")


@lru_cache(64)
def _until(day: date, days: int) -> str:
    return (day + timedelta(days=days)).isoformat()


async def _whole(answer: Answer) -> bytes:
    if answer.whole is not None:
        return answer.whole
    pieces, size = [], 0
    async for piece in answer.pieces:
        size += len(piece)
        if size > _LARGEST:
            raise BadAnswer
        pieces.append(piece)
    return b"".join(pieces)


def _problem(body: bytes) -> bytes:
    try:
        told = orjson.loads(body)
        return orjson.dumps({name: value for name, value in told.items() if name in _OF_A_PROBLEM})
    except (orjson.JSONDecodeError, AttributeError):
        raise BadAnswer from None


def _anew(answer: Answer, body: bytes, media_type: bytes) -> Answer:
    headers = [(name, value) for name, value in answer.headers if name in _SENT_ON]
    headers += [(b"content-type", media_type), (b"content-length", str(len(body)).encode())]
    return Answer(answer.status, headers, once(body), whole=body)


async def _withhold(parts: Parts, exchange: Exchange, found: list[str]) -> None:
    assert exchange.caller is not None  # noqa: S101 - recognised before
    log.error("disclosure_withheld", service=exchange.service, route=exchange.route, fields=found)
    place = (exchange.service, exchange.route)
    async with parts.database.transaction() as session:
        await note_incident(session, exchange.caller, OVER_DISCLOSURE, place, *found)
    raise DisclosureWithheld()
