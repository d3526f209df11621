"""The body of a sign-in form: small, and there in time."""

import asyncio

from fastapi import Request
from starlette.requests import ClientDisconnect

from chassis.problems import TooLarge
from gateway.auth.errors import InvalidTokenRequest

_LIMIT = 16 * 1024
_SECONDS = 10


async def form_body(request: Request) -> bytes:
    """The whole body. Raises TooLarge, or InvalidTokenRequest where it stops coming."""
    received = b""
    try:
        async with asyncio.timeout(_SECONDS):
            async for chunk in request.stream():
                received += chunk
                if len(received) > _LIMIT:
                    raise TooLarge()
    except (TimeoutError, ClientDisconnect):
        raise InvalidTokenRequest("表单没有传完。", "The form did not arrive as a whole.") from None
    return received
