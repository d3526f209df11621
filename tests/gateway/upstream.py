"""A service for the gateway's tests: plain ASGI, run by uvicorn in a process of its own.

It checks the internal token like any service, and tells what reached it.
"""

import asyncio
import hashlib
import json
import os
import time
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import msgspec

from chassis.auth import Caller, TokenVerifier

SERVICE = os.environ.get("SERVICE", "registry")
PERSON = "0198c5a0-0000-7000-8000-000000000001"
PERSON_ROW = {
    "id": PERSON,
    "name": "王小明",
    "sex": 1,
    "birth_date": "2019-05-01",
    "marital_status": "10",
    "registered_division": "341599001001",
    "residence_division": "341599001001",
    "residence_address": "一组 1 号",
    "household_id": "0198c5a0-0000-7000-8000-000000000002",
    "relation_to_head": "child",
    "living": True,
    "died_on": None,
}
_seen: dict[str, Any] = {"cancelled": 0, "calls": 0}


async def app(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
        return
    path = scope["path"]
    if path == "/healthz":
        await _json(send, {"status": "ok"})
    elif path == "/seen":
        await _json(send, _seen)
    elif path == "/openapi.json":
        await _json(send, _DOCUMENT)
    else:
        _seen["calls"] += 1
        await _answer(path.removeprefix(f"/api/{SERVICE}/v1"), scope, receive, send)


async def _lifespan(receive: Any, send: Any) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


async def _answer(path: str, scope: Any, receive: Any, send: Any) -> None:
    query = dict(parse_qsl(scope["query_string"].decode()))
    match path:
        case "/upload" | "/imports":
            await _json(send, await _digest(receive), 202)
        case "/stream":
            await _stream(send, int(query["bytes"]))
        case "/slow":
            await _slow(receive, send, float(query["seconds"]))
        case "/crash":
            await send({"type": "http.response.start", "status": 500, "headers": [(b"content-type", b"text/plain")]})
            await send({"type": "http.response.body", "body": b"Traceback (most recent call last)"})
        case "/cut":
            await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"1000")]})
            await send({"type": "http.response.body", "body": b"x" * 10, "more_body": True})
            raise ConnectionAbortedError
        case "/tagged":
            await _json(send, {"id": PERSON}, headers=[(b"etag", b'"7"'), (b"huijia-subjects", PERSON.encode())])
        case "/bad-subjects":
            await _json(send, {}, headers=[(b"huijia-subjects", b"nobody")])
        case _:
            await _echo(path, scope, receive, send)


async def _echo(path: str, scope: Any, receive: Any, send: Any) -> None:
    headers = {name.decode(): value.decode("latin-1") for name, value in scope["headers"]}
    caller = TokenVerifier.load(Path(os.environ["HUIJIA_KEYS"]), SERVICE).verify(headers.get("authorization"))
    if caller.kind == "department":
        await _disclose(path, caller, send)
        return
    if path.startswith("/persons/ffffffff"):
        await _json(send, {"type": "x", "title": "t", "status": 404}, 404, [(b"huijia-route", b"/persons/{id}")])
        return
    if path == f"/persons/{PERSON}":
        await _json(send, PERSON_ROW)
        return
    told = {
        "method": scope["method"],
        "path": scope["path"],
        "raw": scope["raw_path"].decode(),
        "query": scope["query_string"].decode(),
        "headers": headers,
        "caller": msgspec.to_builtins(caller),
        "body": (await _digest(receive))["bytes"],
    }
    extra = [(b"huijia-subjects", PERSON.encode()), (b"huijia-route", b"/echo/{rest}"), (b"x-powered-by", b"test")]
    await _json(send, told, headers=[*extra, (b"connection", b"x-powered-by"), (b"server", b"inner")])


async def _disclose(path: str, caller: Caller, send: Any) -> None:
    """A page of one person, as a service projects it; some ids stand for services that are out of order."""
    _seen["caller"] = msgspec.to_builtins(caller)
    if "person" not in caller.fields:
        await _json(send, {"keys": []})
        return
    shown = {name: PERSON_ROW[name] for name in caller.fields["person"] if name in PERSON_ROW}
    headers = [(b"huijia-subjects", PERSON.encode()), (b"huijia-route", b"/persons")]
    page: dict[str, Any] = {"items": [shown], "next": None}
    match path.rpartition("/")[2]:
        case "too-many-fields":
            page["items"][0] |= {"phone": "190****1234"}
        case "wrong-row":
            page["items"][0] |= {"birth_date": "1950-01-01"}
        case "a-list":
            await _json(send, [shown], headers=headers)
            return
        case "beside":
            page |= {"total": 1}
        case "chatty-refusal":
            refusal = {"type": "x", "title": "t", "status": 409, "current": {"phone": "190****1234"}}
            await _json(send, refusal, 409, headers)
            return
    await _json(send, page, headers=headers)


async def _digest(receive: Any) -> dict[str, Any]:
    digest, size, more = hashlib.sha256(), 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            _seen["cancelled"] += 1
            raise ConnectionAbortedError
        digest.update(message.get("body", b""))
        size += len(message.get("body", b""))
        more = message.get("more_body", False)
    return {"bytes": size, "sha256": digest.hexdigest()}


async def _stream(send: Any, size: int) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]})
    piece = b"x" * 65536
    for start in range(0, size, len(piece)):
        await send({"type": "http.response.body", "body": piece[: size - start], "more_body": True})
    await send({"type": "http.response.body", "body": b""})


async def _slow(receive: Any, send: Any, seconds: float) -> None:
    await receive()
    leaving = asyncio.create_task(receive())
    done, _ = await asyncio.wait([leaving], timeout=seconds)
    if done:
        _seen["cancelled"] += 1
        _seen["cancelled_at"] = time.time()
        return
    leaving.cancel()
    await _json(send, {})


async def _json(send: Any, body: Any, status: int = 200, headers: Any = ()) -> None:
    head = [(b"content-type", b"application/json"), *headers]
    await send({"type": "http.response.start", "status": status, "headers": head})
    await send({"type": "http.response.body", "body": json.dumps(body).encode()})


_DOCUMENT = {
    "openapi": "3.1.0",
    "info": {"title": "t", "version": "1"},
    "paths": {
        f"/api/{SERVICE}/v1/persons": {
            "get": {
                "operationId": "find_persons",
                "parameters": [{"name": "name", "in": "query", "schema": {"type": "string"}}],
                "responses": {
                    "200": {
                        "description": "ok",
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Page"}}},
                    },
                    "422": {
                        "description": "no",
                        "content": {
                            "application/json": {"schema": {"$ref": "#/components/schemas/HTTPValidationError"}}
                        },
                    },
                },
            }
        }
    },
    "components": {
        "schemas": {
            "Page": {"type": "object", "properties": {SERVICE: {"type": "string"}}},
            "HTTPValidationError": {"type": "object"},
            "Same": {"type": "integer"},
        }
    },
}
