"""The JSON Schema of a record kind: what a department's system may push, and nothing else (C6)."""

from typing import Any

from services.registry.reconciliation.record_kinds.kinds import Column, Kind

_BASE = "https://huijia.cn/schemas/reconciliation/"
LONGEST = {"name": 60, "number": 18, "date": 10, "sex": 4, "division": 12, "choice": 20, "text": 200}
"""Characters."""


def json_schema(kind: Kind) -> dict[str, Any]:
    """Draft 2020-12, of one record."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{_BASE}{kind.code}.json",
        "title": f"{kind.zh} {kind.en}",
        "type": "object",
        "additionalProperties": False,
        "required": [column.name for column in kind.columns if column.required],
        "properties": {column.name: _property(column) for column in kind.columns},
    }


def _property(column: Column) -> dict[str, Any]:
    text: dict[str, Any] = {"type": "string", "title": column.zh, "maxLength": LONGEST[column.type]}
    if column.hint:
        text["description"] = column.hint
    match column.type:
        case "number":
            text["pattern"] = "^([0-9]{15}|[0-9]{17}[0-9Xx])$"
        case "date":
            text["format"] = "date"
        case "sex":
            text["enum"] = ["0", "1", "2", "9", "男", "女"]
        case "division":
            text["pattern"] = "^[0-9]{12}$"
        case "choice":
            text["enum"] = [*column.choices, *column.choices.values()]
    return text
