"""``/``, ``/docs``, ``/docs/developers``, ``/survey``, ``/openapi.json``, ``/healthz``, ``/metrics`` and the style."""

from ipaddress import ip_address
from pathlib import Path
from typing import Any

import orjson
from fastapi import APIRouter, Request
from fastapi.responses import Response

from chassis.problems import NotFound
from chassis.telemetry import metrics
from gateway.pages import developers
from gateway.pages.reference import render
from gateway.parts import parts_of

router = APIRouter(tags=["pages"])

_HERE = Path(__file__).parent
_LANDING = (_HERE / "landing.html").read_bytes()
_SURVEY = (_HERE / "survey.html").read_bytes()
_SURVEY_SCRIPT = (_HERE / "survey.js").read_bytes()
_STYLE = (_HERE / "style.css").read_bytes()
_HTML = "text/html; charset=utf-8"
_BRIEFLY = {"Cache-Control": "no-cache"}
_FOR_A_DAY = {"Cache-Control": "public, max-age=86400"}
_FORWARDED = ("forwarded", "x-forwarded-for")

_HEALTH: dict[str, Any] = {
    "type": "object",
    "required": ["status", "services", "bus", "database"],
    "properties": {
        "status": {"type": "string", "enum": ["ok", "down"]},
        "services": {"type": "object", "additionalProperties": {"type": "string", "enum": ["ok", "down"]}},
        "bus": {"type": "string", "enum": ["embedded", "kafka", "down"]},
        "database": {"type": "string", "enum": ["ok", "down"]},
    },
}
_HEALTH_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {"description": "Everything answers.", "content": {"application/json": {"schema": _HEALTH}}},
    503: {"description": "Something does not.", "content": {"application/json": {"schema": _HEALTH}}},
}


@router.get("/healthz", operation_id="get_health", summary="运行状态 / Health", responses=_HEALTH_ANSWERS)
async def get_health(request: Request) -> Response:
    """Whether every service, the bus and the database answer."""
    body = await parts_of(request).health.look()
    return _json(body, 200 if body["status"] == "ok" else 503, {"Cache-Control": "no-store"})


@router.get("/openapi.json", include_in_schema=False)
async def get_document(request: Request) -> Response:
    """The merged OpenAPI document of everything that runs."""
    parts = parts_of(request)
    return _json(await parts.document.read(parts.policies.codes), 200, _BRIEFLY)


@router.get("/docs", include_in_schema=False)
async def get_reference(request: Request) -> Response:
    """The API reference for people."""
    parts = parts_of(request)
    page = render(await parts.document.read(parts.policies.codes))
    return Response(page, media_type=_HTML, headers=_BRIEFLY)


@router.get("/docs/developers", include_in_schema=False)
async def get_developers() -> Response:
    """Examples for developers, to be copied as they stand."""
    return Response(developers.page(), media_type=_HTML, headers=_BRIEFLY)


@router.get("/about", include_in_schema=False)
async def get_landing() -> Response:
    """What this is, and how programs sign in; ``/`` as well, as long as there is no web interface."""
    return landing()


def landing() -> Response:
    """The page itself."""
    return Response(_LANDING, media_type=_HTML, headers=_BRIEFLY)


@router.get("/assets/style.css", include_in_schema=False)
async def get_style() -> Response:
    """The style of both pages."""
    return Response(_STYLE, media_type="text/css; charset=utf-8", headers=_FOR_A_DAY)


@router.get("/survey", include_in_schema=False)
async def get_survey_page() -> Response:
    """Where the code on an invitation leads: the questions, answered without an account."""
    return Response(_SURVEY, media_type=_HTML, headers=_BRIEFLY)


@router.get("/assets/survey.js", include_in_schema=False)
async def get_survey_script() -> Response:
    """What puts the questions on that page and sends the answers."""
    return Response(_SURVEY_SCRIPT, media_type="text/javascript; charset=utf-8", headers=_BRIEFLY)


@router.get("/metrics", include_in_schema=False)
async def get_metrics(request: Request) -> Response:
    """For a collector in the networks of HUIJIA_METRICS_FROM only; from elsewhere there is no such address."""
    if not _may_collect(request):
        raise NotFound()
    return await metrics(request)


def _may_collect(request: Request) -> bool:
    # What a proxy passes on came from outside, whatever address the proxy itself has.
    if request.client is None or any(name in request.headers for name in _FORWARDED):
        return False
    asking = ip_address(request.client.host)
    return any(asking in network for network in parts_of(request).settings.collectors)


def _json(body: Any, status: int, headers: dict[str, str]) -> Response:
    return Response(orjson.dumps(body), status, headers, media_type="application/json")
