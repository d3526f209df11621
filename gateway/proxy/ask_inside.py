"""Asks a service of this house, as a member of staff, from inside the gateway; lists are read to their end."""

from typing import Any
from urllib.parse import quote

import aiohttp
import orjson

from chassis.auth import Caller, sign
from gateway.parts import Parts
from gateway.proxy.errors import BadAnswer, ServiceDown

_MOST_PAGES = 50


async def ask_inside(parts: Parts, caller: Caller, service: str, path: str, reason: str) -> tuple[int, Any]:
    """Status and content, as ``caller`` may see it. Raises ServiceDown or BadAnswer."""
    base = parts.settings.services.get(service)
    if base is None:
        raise ServiceDown()
    headers = {"Authorization": f"Bearer {sign(caller, service, *parts.signing)}", "X-Reason": quote(reason)}
    items: list[Any] = []
    cursor = ""
    for _ in range(_MOST_PAGES):
        status, content = await _get(parts, f"{base.rstrip('/')}{path}{cursor}", headers)
        if status >= 300 or not (isinstance(content, dict) and content.keys() == {"items", "next"}):
            return status, content
        items += content["items"]
        if content["next"] is None:
            return status, items
        cursor = f"?cursor={quote(content['next'])}"
    raise BadAnswer


async def _get(parts: Parts, url: str, headers: dict[str, str]) -> tuple[int, Any]:
    try:
        async with parts.upstreams.client.get(url, headers=headers, allow_redirects=False) as response:
            return response.status, orjson.loads(await response.read())
    except orjson.JSONDecodeError:
        raise BadAnswer from None
    except (aiohttp.ClientError, OSError):
        raise ServiceDown(headers={"Retry-After": "2"}) from None
