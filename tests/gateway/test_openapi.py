"""One document for everything behind the gateway."""

import asyncio
import json
from typing import Any

import aiohttp
from aiohttp import web
from fastapi import FastAPI

from gateway.openapi.live import LiveDocument
from gateway.openapi.merge import merge
from gateway.pages.reference import render
from gateway.proxy.public import is_public
from gateway.wiring import create_pages
from tests.conftest import ROOT, free_port
from tests.gateway.conftest import Place

PROBLEM = {"$ref": "#/components/responses/Problem"}


def _document(page: dict[str, Any], path: str = "/api/x/v1/persons") -> dict[str, Any]:
    answer = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/List"}}}}
    return {
        "paths": {path: {"get": {"operationId": "find", "responses": {"200": answer}}}},
        "components": {
            "schemas": {
                "Page": page,
                "List": {"type": "array", "items": {"$ref": "#/components/schemas/Page"}},
                "Same": {"type": "integer"},
            }
        },
    }


def test_equal_components_are_shared_and_others_get_their_services_name() -> None:
    one, other = _document({"type": "string"}), _document({"type": "integer"}, "/api/y/v1/persons")
    merged = merge({"paths": {}}, {"y": other, "x": one}, ["a"])
    assert merged["components"]["schemas"].keys() >= {"Page", "List", "Same", "YPage", "YList", "Problem"}
    # What refers to another component by the same name is another component too.
    assert merged["components"]["schemas"]["YList"]["items"] == {"$ref": "#/components/schemas/YPage"}
    found = merged["paths"]["/api/y/v1/persons"]["get"]["responses"]["200"]
    assert found["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/YList"}
    assert merged == merge({"paths": {}}, {"x": one, "y": other}, ["a"])


def test_a_service_may_have_a_component_named_like_ours() -> None:
    document = _document({"type": "string"})
    document["components"]["schemas"]["Problem"] = {"type": "boolean"}
    schemas = merge({"paths": {}}, {"x": document}, [])["components"]["schemas"]
    assert (schemas["Problem"]["type"], schemas["XProblem"]["type"]) == ("object", "boolean")


def test_what_anybody_may_ask_needs_no_token() -> None:
    paths = json.loads((ROOT / "openapi.json").read_text("utf-8"))["paths"]
    inside = {(path, method): each["security"] for path, item in paths.items() for method, each in item.items()
              if path.startswith("/api/")}  # fmt: skip
    open_to_all = {path for (path, method), security in inside.items() if {} in security}
    asked = ("keys", "revocations", "{number}/status")
    assert open_to_all >= {f"/api/registry/v1/certificates/{each}" for each in asked}
    assert open_to_all == {path for path, method in inside if is_public(method.upper(), path.replace("{number}", "X"))}
    assert all(security for security in inside.values())


def test_several_values_stand_under_one_name_since_no_name_may_stand_twice() -> None:
    operations = json.loads((ROOT / "openapi.json").read_text("utf-8"))["paths"].values()
    parameters = [one for item in operations for each in item.values() for one in each.get("parameters", [])]
    several = [one for one in parameters if one.get("in") == "query" and '"array"' in json.dumps(one["schema"])]
    assert len(several) >= 4
    assert [one["name"] for one in several if one.get("explode", True)] == []


def test_the_document_is_whole(place: Place) -> None:
    document = place.client().get("/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    expected = {"/oauth/token", "/oauth/revoke", "/healthz", "/.well-known/jwks.json", "/api/gateway/v1/access-log"}
    assert document["paths"].keys() >= expected | {"/api/registry/v1/persons", "/api/followup/v1/persons"}
    operations = [op for item in document["paths"].values() for op in item.values()]
    ids = [operation["operationId"] for operation in operations]
    assert len(set(ids)) == len(ids)
    assert {"registry_find_persons", "followup_find_persons", "get_token"} <= set(ids)
    inside = document["paths"]["/api/registry/v1/persons"]["get"]
    assert inside["security"] == [{"password": []}, {"clientCredentials": []}]
    assert {"$ref": "#/components/parameters/Purpose"} in inside["parameters"]
    assert (inside["responses"]["422"], inside["responses"]["403"]) == (PROBLEM, PROBLEM)
    assert "household-registration" in document["components"]["parameters"]["Purpose"]["schema"]["enum"]
    assert {"RegistryPage", "Page", "Same"} <= document["components"]["schemas"].keys()
    assert "HTTPValidationError" not in document["components"]["schemas"]
    _every_reference_leads_somewhere(document, document)


def _every_reference_leads_somewhere(content: Any, document: dict[str, Any]) -> None:
    if isinstance(content, dict):
        if isinstance(content.get("$ref"), str):
            found: Any = document
            for step in content["$ref"].removeprefix("#/").split("/"):
                found = found[step]
        for value in content.values():
            _every_reference_leads_somewhere(value, document)
    elif isinstance(content, list):
        for value in content:
            _every_reference_leads_somewhere(value, document)


def test_the_reference_shows_every_operation_and_escapes_what_it_shows() -> None:
    document = _document({"type": "string", "description": "<b>"})
    document["paths"]["/api/x/v1/persons"]["get"]["summary"] = "<script>alert(1)</script>"
    page = render(merge(create_pages().openapi(), {"x": document}, ["a"]))
    assert "<script>" not in page
    assert "<b>" not in page
    for address in ("/api/x/v1/persons", "/oauth/token", "/healthz"):
        assert address in page


async def test_a_document_that_comes_in_pieces_is_read_whole() -> None:
    document = json.dumps(
        {"openapi": "3.1.0", "info": {}, "paths": {"/api/registry/v1/x": {"get": {"operationId": "x"}}}}
    ).encode()

    async def in_pieces(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse(headers={"Content-Type": "application/json"})
        await answer.prepare(request)
        for start in range(0, len(document), 20):
            await answer.write(document[start : start + 20])
            await asyncio.sleep(0.01)
        return answer

    service = web.Application()
    service.router.add_get("/openapi.json", in_pieces)
    runner = web.AppRunner(service)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port := free_port())
    await site.start()
    async with aiohttp.ClientSession() as client:
        live = LiveDocument(client, {"registry": f"http://127.0.0.1:{port}"}, FastAPI(), create_pages())
        merged = await live.read([])
    await runner.cleanup()
    assert "/api/registry/v1/x" in merged["paths"]
