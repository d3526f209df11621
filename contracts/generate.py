"""Writes ``asyncapi.yaml`` and ``docs/events.md`` from the contracts: ``python -m contracts.generate [--check]``.

``--check`` writes nothing and fails when a file is stale. A breaking change is refused either way: it needs a new
version beside the old one.
"""

import sys
from pathlib import Path
from typing import Any

import yaml

from chassis.cloudevents import DomainEvent
from contracts.catalogue import published_events, schemas
from contracts.compatibility import breaking_changes

ROOT = Path(__file__).parents[1]
ASYNCAPI, EVENTS = ROOT / "asyncapi.yaml", ROOT / "docs" / "events.md"


def asyncapi() -> dict[str, Any]:
    """The whole AsyncAPI 3.0 document."""
    own, shared = schemas()
    events = published_events()
    topics = sorted({event.topic for event in events})
    return {
        "asyncapi": "3.0.0",
        "info": {"title": "惠家 Huijia: events", "version": "1", "description": _INFO},
        "defaultContentType": "application/json",
        "channels": {_channel(topic): _channel_of(topic, events) for topic in topics},
        "operations": {f"publish-{_channel(topic)}": _publishing(topic) for topic in topics},
        "components": {"messages": {event.__name__: _message(event) for event in events}, "schemas": own | shared},
    }


_INFO = (
    "CloudEvents 1.0, Kafka protocol binding, binary mode. One topic per producer; the key is the subject, and "
    "events of one subject keep their order. Delivery is at least once: tell repeats by ce_id."
)


def _channel(topic: str) -> str:
    return topic.removeprefix("huijia.")


def _channel_of(topic: str, events: list[type[DomainEvent]]) -> dict[str, Any]:
    names = [event.__name__ for event in events if event.topic == topic]
    return {"address": topic, "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in names}}


def _publishing(topic: str) -> dict[str, Any]:
    return {"action": "send", "channel": {"$ref": f"#/channels/{_channel(topic)}"}}


def _message(event: type[DomainEvent]) -> dict[str, Any]:
    headers = {"type": "object", "properties": {"ce_type": {"const": event.type}, "ce_specversion": {"const": "1.0"}}}
    payload = {"$ref": f"#/components/schemas/{event.__name__}"}
    return {"name": event.type, "summary": event.__doc__ or "", "headers": headers, "payload": payload}


def events_page() -> str:
    """``docs/events.md``: what each event says, field by field."""
    own, shared = schemas()
    parts = [_PREFACE]
    for topic in sorted({event.topic for event in published_events()}):
        parts.append(f"## `{topic}`\n")
        parts += [_section(event, own[event.__name__]) for event in published_events() if event.topic == topic]
    parts.append("## Shared parts\n")
    parts += [f"### {name}\n\n{_prose(schema.get('description'))}{_table(schema)}" for name, schema in shared.items()]
    return "\n".join(parts)


_PREFACE = """# Events

Generated from `contracts/` by `python -m contracts.generate`; do not edit.

Events are CloudEvents 1.0 (Kafka binding, binary mode): attributes in `ce_*` headers, JSON in the value. One topic
per producer, key = subject, order kept per subject, delivery at least once. Watch them pass:

    .venv/bin/python -m chassis.bus tail

An added field keeps the version; anything else gets a new one, and both are published for a while.
"""


def _section(event: type[DomainEvent], schema: dict[str, Any]) -> str:
    return f"### {event.__name__}\n\n`{event.type}`, key `{event.key}`\n\n{_prose(event.__doc__)}{_table(schema)}"


def _prose(text: str | None) -> str:
    return " ".join((text or "").split()) + "\n\n"


def _table(schema: dict[str, Any]) -> str:
    required = set(schema.get("required", []))
    rows = ["| Field | Type | Required |", "|---|---|---|"]
    for name, part in schema.get("properties", {}).items():
        rows.append(f"| `{name}` | {_type(part)} | {'yes' if name in required else 'no'} |")
    return "\n".join(rows) + "\n"


def _type(part: dict[str, Any]) -> str:
    if "anyOf" in part:
        return " or ".join(_type(option) for option in part["anyOf"])
    if "$ref" in part:
        return str(part["$ref"]).rsplit("/", 1)[-1]
    if part.get("type") == "array":
        return f"list of {_type(part.get('items', {}))}"
    return str(part.get("format") or part.get("type") or ", ".join(map(str, part.get("enum", []))) or "any")


def _generated() -> dict[Path, str]:
    header = "# Generated from contracts/ by `python -m contracts.generate`; do not edit.\n"
    text = yaml.safe_dump(asyncapi(), allow_unicode=True, sort_keys=False, width=110)
    return {ASYNCAPI: header + text, EVENTS: events_page()}


def _broken() -> list[str]:
    if not ASYNCAPI.exists():
        return []
    published = yaml.safe_load(ASYNCAPI.read_text(encoding="utf-8"))["components"]["schemas"]
    own, shared = schemas()
    return breaking_changes(published, own | shared)


def main(arguments: list[str]) -> int:
    """Write the files, or with ``--check`` only compare; 1 where something is stale or breaking."""
    if broken := _broken():
        print("Breaking changes; publish a new version of the event instead:", *broken, sep="\n  ", file=sys.stderr)
        return 1
    stale = [
        path for path, text in _generated().items() if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    if "--check" in arguments:
        for path in stale:
            print(f"{path.relative_to(ROOT)} is stale: run python -m contracts.generate", file=sys.stderr)
        return 1 if stale else 0
    for path in stale:
        path.write_text(_generated()[path], encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
