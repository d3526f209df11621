"""Everything that the system has a name for: columns, event fields, and what callers send and see."""

import importlib
from collections.abc import Iterator
from typing import Any

import asyncpg

from chassis.migrate import ROOT
from contracts.catalogue import published_events, schemas

SERVICES = sorted(path.parent.name for path in (ROOT / "services").glob("*/main.py"))


async def columns(admin_dsn: str) -> list[tuple[str, str, str]]:
    """(schema, table.column, data type) of every table of ours."""
    connection = await asyncpg.connect(admin_dsn)
    rows = await connection.fetch(
        "SELECT table_schema AS s, table_name || '.' || column_name AS c, data_type AS t"
        " FROM information_schema.columns"
        " WHERE table_schema NOT IN ('pg_catalog', 'information_schema')"
    )
    await connection.close()
    return [(row["s"], row["c"], row["t"]) for row in rows]


def event_names() -> list[str]:
    """Event types, and the fields of each as ``Event.field``."""
    own, shared = schemas()
    fields = [f"{name}.{field}" for name, s in (own | shared).items() for field in s.get("properties", {})]
    return [event.type for event in published_events()] + fields


def interface_names() -> list[str]:
    """Paths, parameters, properties and enumerated values of every service's interface."""
    names: list[str] = []
    for service in SERVICES:
        document = importlib.import_module(f"services.{service}.main").app.openapi()
        names += list(document["paths"]) + list(_names(document))
    return names


def _names(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for part in node:
            yield from _names(part)
    if isinstance(node, dict):
        yield from node.get("properties", {})
        yield from (value for value in node.get("enum", []) if isinstance(value, str))
        if "in" in node and isinstance(node.get("name"), str):
            yield node["name"]
        for part in node.values():
            yield from _names(part)
