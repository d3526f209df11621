"""``GET /api/gateway/v1/map``: the outlines of the divisions, for staff."""

import asyncio
from typing import Any

from fastapi import Request
from fastapi.responses import Response

from chassis.access import ALL_STAFF, access
from chassis.http import Router
from chassis.problems import documented
from gateway.map.errors import NoMap, UnusableMap
from gateway.parts import parts_of

router = Router(prefix="/map", tags=["map 地图"])

_TYPE = "application/geo+json"
_ANSWERS: dict[int | str, dict[str, Any]] = {200: {"content": {_TYPE: {}}}, **documented(NoMap, UnusableMap)}


@router.get("", response_class=Response, responses=_ANSWERS)
@access(staff=ALL_STAFF)
async def get_map(request: Request) -> Response:
    """The operator's map of the divisions as GeoJSON: outlines with codes."""
    served = await asyncio.to_thread(parts_of(request).map.read)
    return Response(served.body, media_type=_TYPE, headers={"ETag": served.etag, "Cache-Control": "private, no-cache"})
