"""Merges the OpenAPI documents of all services into one. Pure, and the same for the same input.

Operation ids get their service's name in front; components of the same name keep it where they are equal and get
the service's name where they are not; each operation says what every call needs: token, purpose, case reference.
"""

import copy
import re
from collections.abc import Iterator, Mapping
from typing import Any

from gateway.openapi.titles import entitle
from gateway.proxy.public import is_public

Document = dict[str, Any]

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_REFERENCE = "#/components/"
_TEMPLATE = re.compile(r"\{[^}]+\}")
_VALIDATION = f"{_REFERENCE}schemas/HTTPValidationError"

DESCRIPTION = """\
县级人口与家庭服务平台的全部接口。错误均为 RFC 9457 problem 文档；列表以 `items` 和游标 `next` 分页；
写操作接受 `Idempotency-Key`，修改需带 `If-Match`。部门调用须带 `X-Purpose`，授权要求时还须带 `X-Case-Reference`。

Everything behind the gateway of a county's population and family-services platform. Errors are RFC 9457 problem
documents; lists have `items` and a cursor `next`; writes accept `Idempotency-Key`, updates carry `If-Match`.
Departments send `X-Purpose`, and `X-Case-Reference` where their policy asks for one.
"""


def merge(
    own: Document, services: Mapping[str, Document], purposes: list[str], titles: Mapping[str, str] | None = None
) -> Document:
    """The whole document: ``own`` are the addresses outside ``/api/``, ``services`` one document each by name.

    ``titles`` are the Chinese names of operations by operation id.
    """
    merged: Document = {
        "openapi": "3.1.0",
        "info": {"title": "惠家 Huijia", "version": "1", "description": DESCRIPTION},
        "paths": {},
        "components": _shared_components(purposes),
    }
    named = {"oauth": own} | {name: services[name] for name in sorted(services)}
    named = {name: _with_problems(document) for name, document in named.items()}
    renames = _renames({"": merged} | named)
    for name, document in named.items():
        _add(merged, name, _renamed(document, renames[name]), titles or {})
    merged["tags"] = [{"name": name} for name in named]
    return merged


def _with_problems(document: Document) -> Document:
    """A copy whose 422 is the problem document that is really sent, not the framework's default."""
    document = copy.deepcopy(document)
    for item in document.get("paths", {}).values():
        for method in _METHODS:
            responses = item.get(method, {}).get("responses", {})
            if _VALIDATION in _references(responses.get("422")):
                responses["422"] = {"$ref": f"{_REFERENCE}responses/Problem"}
    for component in ("HTTPValidationError", "ValidationError"):
        document.get("components", {}).get("schemas", {}).pop(component, None)
    return document


def _renames(named: Mapping[str, Document]) -> dict[str, dict[str, str]]:
    """Per service: reference → new reference, for the components whose names mean different things."""
    taken: dict[str, Any] = {}
    renames: dict[str, dict[str, str]] = {name: {} for name in named}
    for name, document in named.items():
        for section, component, content in _components(document):
            reference = f"{_REFERENCE}{section}/{component}"
            if taken.setdefault(reference, content) != content:
                renames[name][reference] = f"{_REFERENCE}{section}/{name.capitalize()}{component}"
    # What refers to a renamed component differs too, although it reads the same: rename until nothing changes.
    for name, document in named.items():
        _spread(name, document, renames[name], named)
    return renames


def _spread(name: str, document: Document, renamed: dict[str, str], named: Mapping[str, Document]) -> None:
    changed = True
    while changed:
        changed = False
        for section, component, content in _components(document):
            reference = f"{_REFERENCE}{section}/{component}"
            shared = any(
                component in other.get("components", {}).get(section, {}) for key, other in named.items() if key != name
            )
            if reference not in renamed and shared and any(ref in renamed for ref in _references(content)):
                renamed[reference] = f"{_REFERENCE}{section}/{name.capitalize()}{component}"
                changed = True


def _components(document: Document) -> Iterator[tuple[str, str, Any]]:
    for section, components in document.get("components", {}).items():
        for component, content in components.items():
            yield section, component, content


def _references(content: Any) -> Iterator[str]:
    if isinstance(content, dict):
        if isinstance(content.get("$ref"), str):
            yield content["$ref"]
        for value in content.values():
            yield from _references(value)
    elif isinstance(content, list):
        for value in content:
            yield from _references(value)


def _renamed(content: Any, renames: Mapping[str, str]) -> Any:
    if isinstance(content, dict):
        return {
            key: renames.get(value, value) if key == "$ref" and isinstance(value, str) else _renamed(value, renames)
            for key, value in content.items()
        } | _renamed_components(content, renames)
    return [_renamed(value, renames) for value in content] if isinstance(content, list) else content


def _renamed_components(content: dict[str, Any], renames: Mapping[str, str]) -> dict[str, Any]:
    if not isinstance(content.get("components"), dict):
        return {}
    sections = {}
    for section, components in content["components"].items():
        sections[section] = {
            renames.get(f"{_REFERENCE}{section}/{name}", name).rpartition("/")[2]: _renamed(component, renames)
            for name, component in components.items()
        }
    return {"components": sections}


def _add(merged: Document, name: str, document: Document, titles: Mapping[str, str]) -> None:
    for section, component, content in _components(document):
        merged["components"].setdefault(section, {}).setdefault(component, content)
    for path in sorted(document.get("paths", {})):
        item = document["paths"][path]
        for method in _METHODS:
            if method in item:
                _complete(item[method], name, titles, public=is_public(method.upper(), _TEMPLATE.sub("X", path)))
        merged["paths"][path] = item


def _complete(operation: Document, name: str, titles: Mapping[str, str], *, public: bool) -> None:
    operation["tags"] = [name]
    for parameter in operation.get("parameters", []):
        # No name stands twice in an address: several values are written with commas.
        if parameter.get("in") == "query" and _takes_several(parameter["schema"]):
            parameter.update(style="form", explode=False)
    if name == "oauth":
        return
    # The framework appends path and method to the function's name, which is unique by itself in a service.
    operation["operationId"] = f"{name}_{operation['operationId'].partition(f'_api_{name}_v')[0]}"
    entitle(operation, titles)
    operation["security"] = [{"password": []}, {"clientCredentials": []}]
    if public:
        # Anybody may ask, without a token.
        operation["security"].insert(0, {})
    headers = [{"$ref": f"{_REFERENCE}parameters/{header}"} for header in ("Purpose", "CaseReference")]
    operation["parameters"] = operation.get("parameters", []) + headers
    for status in ("401", "403", "429", "503"):
        operation.setdefault("responses", {}).setdefault(status, {"$ref": f"{_REFERENCE}responses/Problem"})


def _takes_several(schema: Document) -> bool:
    return schema.get("type") == "array" or any(map(_takes_several, schema.get("anyOf", [])))


def _shared_components(purposes: list[str]) -> Document:
    problem = {"application/problem+json": {"schema": {"$ref": f"{_REFERENCE}schemas/Problem"}}}
    return {
        "schemas": {"Problem": _PROBLEM},
        "responses": {"Problem": {"description": "A problem document (RFC 9457).", "content": problem}},
        "parameters": {
            "Purpose": _header("X-Purpose", "部门调用的用途 / the purpose of a department's call", {"enum": purposes}),
            "CaseReference": _header(
                "X-Case-Reference", "案件或业务编号（UTF-8 可百分号编码）/ the case that a look-up belongs to", {}
            ),
        },
        "securitySchemes": {"password": _flow("password"), "clientCredentials": _flow("clientCredentials")},
    }


def _header(name: str, description: str, schema: Document) -> Document:
    return {
        "name": name,
        "in": "header",
        "required": False,
        "description": description,
        "schema": {"type": "string"} | schema,
    }


def _flow(flow: str) -> Document:
    return {"type": "oauth2", "flows": {flow: {"tokenUrl": "/oauth/token", "scopes": {}}}}


_PROBLEM: Document = {
    "type": "object",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string", "description": "Leads to docs/problems/."},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "code", "message"],
                "properties": {
                    "pointer": {"type": "string"},
                    "code": {"type": "string"},
                    "message": {"type": "string"},
                },
            },
        },
    },
}
