"""Which changes of a contract keep its version, and which need a new one (house rule 7). Pure.

Events stay in the log and are read again when a read model is rebuilt, so a change must hold for readers of new
events and for new readers of old ones.
"""

from typing import Any

Schemas = dict[str, Any]


def breaking_changes(before: Schemas, after: Schemas) -> list[str]:
    """Each change from ``before`` to ``after`` (name → JSON schema) that breaks a reader, in words."""
    found = [f"{name} was removed" for name in before if name not in after]
    for name in before.keys() & after.keys():
        found += [f"{name}: {change}" for change in _between(before[name], after[name])]
    return sorted(found)


def _between(before: Schemas, after: Schemas) -> list[str]:
    old, new = before.get("properties", {}), after.get("properties", {})
    found = [f"field {field} was removed" for field in old if field not in new]
    found += [f"field {field} changed" for field in old if field in new and _shape(old[field]) != _shape(new[field])]
    newly_required = set(after.get("required", [])) - set(before.get("required", []))
    return found + [f"field {field} became required" for field in newly_required]


def _shape(schema: Any) -> Any:
    if isinstance(schema, dict):
        return {name: _shape(part) for name, part in schema.items() if name not in ("description", "title")}
    return [_shape(part) for part in schema] if isinstance(schema, list) else schema
