"""Answers what no other address of the gateway answers: the web interface's files, and its page for every view.

AntD writes its styles while it runs. They are let in by a nonce that is new for each page (ADR on the content security
policy); scripts are let in only as files.
"""

import asyncio
import secrets
from contextlib import suppress
from pathlib import Path

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from gateway.dashboard.files import Files, StaticFile
from gateway.pages.routes import landing

_FOREVER = "public, max-age=31536000, immutable"
_NONCE = b"__STYLE_NONCE__"
# The places of two interfaces: the office's at /, the field's below /field/.
_PAGES = (("/field/", "/field/index.html"), ("/", "/index.html"))


class Dashboard:
    """ASGI 3; what is not the web interface's goes on to ``otherwise``."""

    def __init__(self, folder: Path, otherwise: ASGIApp) -> None:
        self._files = Files(folder)
        self._otherwise = otherwise

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one file or page."""
        answer: ASGIApp | None = None
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD"):
            # A file that goes away while the interface is built anew is not there any more.
            with suppress(OSError):
                answer = await self._answer(Request(scope))
        await (answer or self._otherwise)(scope, receive, send)

    async def _answer(self, request: Request) -> Response | None:
        path = request.url.path
        if path == "/field" and self._files.find("/field/index.html") is not None:
            # The field's worker looks after what lies below its folder only.
            return RedirectResponse("/field/", status_code=308)
        file = self._files.find(path)
        if file is not None and file.path.suffix != ".html":
            return await _send_file(request, path, file)
        # A view of the interface has no file: a browser that opens its address gets the page, a program a 404.
        if path != "/" and "text/html" not in request.headers.get("accept", ""):
            return None
        for prefix, page in _PAGES:
            found = self._files.find(page) if path.startswith(prefix) else None
            if found is not None:
                return await _send_page(request, found)
        return landing() if path == "/" else None


async def _send_file(request: Request, path: str, file: StaticFile) -> Response:
    caching = _FOREVER if path.startswith("/app/") else "no-cache"
    headers = {"Cache-Control": caching, "ETag": file.etag, "Vary": "Accept-Encoding"}
    if request.headers.get("if-none-match") == file.etag:
        return Response(status_code=304, headers=headers)
    best, encoding = file.best(request.headers.get("accept-encoding", ""))
    if encoding is not None:
        headers["Content-Encoding"] = encoding
    return Response(await asyncio.to_thread(best.read_bytes), headers=headers, media_type=file.media_type)


async def _send_page(request: Request, file: StaticFile) -> Response:
    body = await asyncio.to_thread(file.path.read_bytes)
    # The field's page is kept on devices and needs no nonce: its styles are a file.
    if _NONCE in body:
        nonce = secrets.token_urlsafe(16)
        request.state.style_nonce = nonce
        body = body.replace(_NONCE, nonce.encode())
    return Response(body, headers={"Cache-Control": "no-store"}, media_type=file.media_type)
