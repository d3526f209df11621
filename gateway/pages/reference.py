"""The API reference as one plain HTML page, made from the OpenAPI document: no script, nothing from elsewhere. Pure."""

import json
from collections.abc import Iterator
from html import escape
from typing import Any

from gateway.openapi.merge import Document

_METHODS = ("get", "post", "put", "patch", "delete")
_HEAD = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>惠家 接口文档 / API reference</title><link rel="stylesheet" href="/assets/style.css"></head><body><main>
<h1>接口文档 <small lang="en">API reference</small></h1>"""


def render(document: Document) -> str:
    """The whole page."""
    tags = [tag["name"] for tag in document["tags"]]
    parts = [_HEAD, f"<p>{escape(document['info']['description'])}</p>"]
    links = (f'<a href="#{escape(tag)}">{escape(tag)}</a>' for tag in [*tags, "schemas"])
    parts.append(
        f'<nav>{"".join(links)}<a href="/docs/developers">开发者 / developers</a>'
        '<a href="/openapi.json">openapi.json</a></nav>'
    )
    for tag in tags:
        parts.append(f'<h2 id="{escape(tag)}">{escape(tag)}</h2>')
        parts += [_operation(document, *found) for found in _operations(document, tag)]
    parts.append('<h2 id="schemas">schemas</h2>')
    parts += [_schema(name, schema) for name, schema in sorted(document["components"]["schemas"].items())]
    return "\n".join([*parts, "</main></body></html>"])


def _operations(document: Document, tag: str) -> Iterator[tuple[str, str, Document]]:
    for path, item in document["paths"].items():
        for method in _METHODS:
            if tag in item.get(method, {}).get("tags", ()):
                yield method, path, item[method]


def _operation(document: Document, method: str, path: str, operation: Document) -> str:
    title = escape(operation.get("summary", ""))
    return (
        f'<details id="{escape(operation.get("operationId", ""))}"><summary>'
        f'<span class="method">{method.upper()}</span>'
        f"<code>{escape(path)}</code> {title}</summary>"
        f"<p>{escape(operation.get('description', ''))}</p>"
        f"{_parameters(document, operation)}{_body(operation)}{_responses(document, operation)}</details>"
    )


def _parameters(document: Document, operation: Document) -> str:
    rows = []
    for given in operation.get("parameters", []):
        parameter = _resolved(document, given)
        need = "必填 / required" if parameter.get("required") else ""
        cells = (f"<code>{escape(parameter['name'])}</code>", parameter["in"], _type(parameter.get("schema", {})), need)
        rows.append(_row(*cells, escape(parameter.get("description", ""))))
    return f"<h4>参数 / Parameters</h4><table>{''.join(rows)}</table>" if rows else ""


def _body(operation: Document) -> str:
    content = operation.get("requestBody", {}).get("content", {})
    rows = [_row(f"<code>{escape(kind)}</code>", _type(media.get("schema", {}))) for kind, media in content.items()]
    return f"<h4>请求内容 / Request body</h4><table>{''.join(rows)}</table>" if rows else ""


def _responses(document: Document, operation: Document) -> str:
    rows = []
    for status, given in sorted(operation.get("responses", {}).items()):
        response = _resolved(document, given)
        kinds = [_type(media.get("schema", {})) for media in response.get("content", {}).values()]
        rows.append(_row(escape(status), escape(response.get("description", "")), " ".join(kinds)))
    return f"<h4>应答 / Responses</h4><table>{''.join(rows)}</table>"


def _schema(name: str, schema: Document) -> str:
    text = escape(json.dumps(schema, ensure_ascii=False, indent=1))
    return (
        f'<details id="schema-{escape(name)}"><summary><code>{escape(name)}</code></summary><pre>{text}</pre></details>'
    )


def _row(*cells: str) -> str:
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _resolved(document: Document, given: Document) -> Document:
    found: Any = document
    for step in given["$ref"].removeprefix("#/").split("/") if "$ref" in given else ():
        found = found[step]
    return found if "$ref" in given else given


def _type(schema: Document) -> str:
    """A schema in a word or two: its name with a link, its type, its values."""
    if "$ref" in schema:
        name = escape(schema["$ref"].rpartition("/")[2])
        return f'<a href="#schema-{name}">{name}</a>'
    if "enum" in schema:
        return " · ".join(f"<code>{escape(str(value))}</code>" for value in schema["enum"])
    for key, sign in (("anyOf", " | "), ("oneOf", " | "), ("allOf", " + ")):
        if key in schema:
            return sign.join(_type(each) for each in schema[key])
    if schema.get("type") == "array":
        return f"[{_type(schema.get('items', {}))}]"
    if schema.get("type") == "object" and schema.get("properties"):
        return ", ".join(f"<code>{escape(name)}</code>" for name in schema["properties"])
    return escape(" ".join(filter(None, [str(schema.get("type", "")), schema.get("format")])))
