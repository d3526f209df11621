"""Asks a service in this house for one object, as a member of staff, from inside the gateway."""

from typing import Any
from urllib.parse import quote

import aiohttp
import orjson

from chassis.auth import Caller, sign
from chassis.problems import NotFound
from gateway.parts import Parts
from gateway.proxy.errors import BadAnswer, ServiceDown


async def ask_for_person(parts: Parts, caller: Caller, person_id: Any) -> dict[str, Any]:
    """The person, all fields, as ``caller`` may see it. Raises NotFound, BadAnswer or ServiceDown."""
    address = parts.settings.services["registry"].rstrip("/")
    url = f"{address}/api/registry/v1/persons/{quote(str(person_id), safe='')}"
    headers = {"Authorization": f"Bearer {sign(caller, 'registry', *parts.signing)}", "Accept": "application/json"}
    try:
        async with parts.upstreams.client.get(url, headers=headers, allow_redirects=False) as response:
            body = await response.read()
    except (aiohttp.ClientError, OSError):
        raise ServiceDown(headers={"Retry-After": "2"}) from None
    if response.status == NotFound.status:
        raise NotFound()
    try:
        content = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise BadAnswer from None
    if response.status >= 300 or not isinstance(content, dict):
        raise BadAnswer
    return content
