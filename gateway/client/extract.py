"""The part of the interface that departments can call: what some policy allows, and nothing of the rest. Pure."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from gateway.disclosure.lookups import Lookup

Document = dict[str, Any]

_TEMPLATE = re.compile(r"\{[^}]+\}")


def departments_part(document: Document, lookups: Iterable[Lookup]) -> Document:
    """``document`` with the operations of ``lookups``, and the components that these stand on.

    A department is shown the fields that its policy names, so no member of an answer is sure to be there; and every
    refusal is a problem document.
    """
    wanted = {(each.method.lower(), _shape(each.path)) for each in lookups}
    paths: Document = {}
    for path, item in document["paths"].items():
        kept = {method: _told(o) for method, o in item.items() if (method, _shape(path)) in wanted}
        if kept:
            paths[path] = kept
    needed, sent = _needed(document, paths), _needed(document, [o.get("requestBody") for o in _operations(paths)])
    components: Document = {}
    for section, content in document["components"].items():
        kept = {name: each for name, each in content.items() if f"#/components/{section}/{name}" in needed}
        components[section] = {n: _answered(n, c, f"#/components/{section}/{n}" in sent) for n, c in kept.items()}
    return document | {"paths": paths, "tags": [], "components": components}


def _operations(paths: Document) -> Iterator[Document]:
    return (operation for item in paths.values() for operation in item.values())


def _told(operation: Document) -> Document:
    problem = {"$ref": "#/components/responses/Problem"}
    responses = {status: given if status < "300" else problem for status, given in operation["responses"].items()}
    return operation | {"responses": responses}


def _answered(name: str, component: Document, is_sent: bool) -> Document:
    if is_sent or name.startswith(("Page_", "Problem")) or "properties" not in component:
        return component
    return {member: value for member, value in component.items() if member != "required"}


def _shape(path: str) -> str:
    return _TEMPLATE.sub("{}", path)


def _needed(document: Document, content: Any) -> set[str]:
    found: set[str] = set()
    waiting = list(_references(content))
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            _, _, section, component = name.split("/")
            waiting += _references(document["components"][section][component])
    return found


def _references(content: Any) -> Iterator[str]:
    if isinstance(content, dict):
        if isinstance(content.get("$ref"), str):
            yield content["$ref"]
        for value in content.values():
            yield from _references(value)
    elif isinstance(content, list):
        for value in content:
            yield from _references(value)
