"""What the gateway is measured between and beside: a service that answers at once, and a bare streaming proxy.

``uvicorn bench.gateway_peers:service`` answers every call as the registry answers a department, with one person.
``uvicorn bench.gateway_peers:proxy`` is bare ASGI under the same server, with aiohttp's client: it passes on, no more.
``uvicorn bench.gateway_peers:framework`` does so with FastAPI and httpx, as their manuals show it.
"""

import os
from typing import Any

import aiohttp
import httpx
from fastapi import FastAPI, Request
from fastapi.responses import StreamingResponse
from starlette.background import BackgroundTask
from yarl import URL

PERSON = "0198c5a0-0000-7000-8000-000000000001"
_BODY = (
    b'{"items":[{"id":"0198c5a0-0000-7000-8000-000000000001","name":"\xe7\x8e\x8b\xe5\xb0\x8f\xe6\x98\x8e","sex":1,'
    b'"birth_date":"2019-05-01","registered_division":"341599001001","residence_division":"341599001001",'
    b'"residence_address":null,"living":true}],"next":null}'
)
_HEADERS = [
    (b"content-type", b"application/json"),
    (b"content-length", str(len(_BODY)).encode()),
    (b"huijia-subjects", PERSON.encode()),
    (b"huijia-route", b"/persons"),
]
_HOP_BY_HOP = {b"connection", b"keep-alive", b"transfer-encoding", b"server", b"date"}
_client: aiohttp.ClientSession | None = None


async def service(scope: Any, receive: Any, send: Any) -> None:
    """ASGI 3."""
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
        return
    size, more = 0, True
    while more:
        message = await receive()
        size += len(message.get("body", b""))
        more = message.get("more_body", False)
    if scope["path"].endswith("/imports"):
        body = b'{"bytes":%d}' % size
        await send({"type": "http.response.start", "status": 202, "headers": [(b"content-type", b"application/json")]})
        await send({"type": "http.response.body", "body": body})
        return
    await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
    await send({"type": "http.response.body", "body": _BODY})


async def proxy(scope: Any, receive: Any, send: Any) -> None:
    """ASGI 3."""
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
        return
    global _client
    _client = _client or aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=2), auto_decompress=False
    )
    await receive()
    url = URL(os.environ["PEER"] + scope["raw_path"].decode() + "?" + scope["query_string"].decode(), encoded=True)
    async with _client.request(scope["method"], url) as answer:
        head = [(n.lower(), v) for n, v in answer.raw_headers if n.lower() not in _HOP_BY_HOP]
        await send({"type": "http.response.start", "status": answer.status, "headers": head})
        async for piece in answer.content.iter_any():
            await send({"type": "http.response.body", "body": piece, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


framework = FastAPI()
_streaming = httpx.AsyncClient(limits=httpx.Limits(max_connections=None, keepalive_expiry=2), timeout=30)


@framework.get("/{path:path}")
async def passed_on(request: Request, path: str) -> StreamingResponse:
    """The same under the framework that the house is written in."""
    url = httpx.URL(os.environ["PEER"]).copy_with(path=f"/{path}", query=request.url.query.encode())
    answer = await _streaming.send(_streaming.build_request("GET", url), stream=True)
    head = {name: value for name, value in answer.headers.items() if name.encode() not in _HOP_BY_HOP}
    return StreamingResponse(answer.aiter_raw(), answer.status_code, head, background=BackgroundTask(answer.aclose))


async def _lifespan(receive: Any, send: Any) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
