"""Every published event: importing this module imports all contracts."""

import importlib
import inspect
import pkgutil
from typing import Any

import msgspec

import contracts
from chassis.cloudevents import DomainEvent, event_types

_NOT_CONTRACTS = {"catalogue", "compatibility", "generate"}


def published_events() -> list[type[DomainEvent]]:
    """All declared event classes of ``contracts``, by type."""
    for module in pkgutil.iter_modules(contracts.__path__):
        if module.name not in _NOT_CONTRACTS:
            importlib.import_module(f"contracts.{module.name}")
    events = [event for event in event_types().values() if event.__module__.startswith("contracts.")]
    return sorted(events, key=lambda event: event.type)


def schemas() -> tuple[dict[str, Any], dict[str, Any]]:
    """JSON schemas of all events: (class name → schema, shared definitions)."""
    events = published_events()
    found, shared = msgspec.json.schema_components(events, ref_template="#/components/schemas/{name}")
    del found  # only references: every struct is among the shared definitions
    own = {event.__name__: _described(shared.pop(event.__name__), event) for event in events}
    return own, shared


def _described(schema: dict[str, Any], event: type[DomainEvent]) -> dict[str, Any]:
    return schema | {"description": inspect.getdoc(event) or ""}
