"""CloudEvents in Kafka's binary mode (CloudEvents 1.0, Kafka protocol binding): attributes in ``ce_`` headers."""

from datetime import UTC, datetime

from aiokafka import ConsumerRecord

from chassis.bus.interface import Place, Record
from chassis.cloudevents import CloudEvent

Headers = list[tuple[str, bytes]]

_REQUIRED = ("id", "source", "type")


def headers_of(event: CloudEvent) -> Headers:
    """The event's attributes as headers; its data is the message's value, its subject the key."""
    attributes = {
        "specversion": "1.0",
        "id": event.id,
        "source": event.source,
        "type": event.type,
        "subject": event.subject,
        "time": event.time.astimezone(UTC).isoformat().replace("+00:00", "Z"),
    }
    if event.traceparent:
        attributes["traceparent"] = event.traceparent
    headers = [(f"ce_{name}", value.encode()) for name, value in attributes.items()]
    return [*headers, ("content-type", event.datacontenttype.encode())]


def record_of(message: ConsumerRecord, prefix: str) -> Record:
    """The message as a record. One that is no CloudEvent gets an empty type, which no consumer subscribes to."""
    place = Place(message.topic.removeprefix(prefix), message.partition)
    return Record(place, message.offset, _event_of(message))


def _event_of(message: ConsumerRecord) -> CloudEvent:
    given = {name: value.decode(errors="replace") for name, value in message.headers if value is not None}
    attributes = {name.removeprefix("ce_"): value for name, value in given.items() if name.startswith("ce_")}
    if not all(attributes.get(name) for name in _REQUIRED):
        attributes |= {"id": f"{message.topic}/{message.partition}/{message.offset}", "source": "", "type": ""}
    return CloudEvent(
        id=attributes["id"],
        source=attributes["source"],
        type=attributes["type"],
        subject=attributes.get("subject") or (message.key or b"").decode(errors="replace"),
        time=_time_of(attributes.get("time"), message.timestamp),
        datacontenttype=given.get("content-type", "application/json"),
        traceparent=attributes.get("traceparent"),
        data=message.value or b"",
    )


def _time_of(text: str | None, milliseconds: int) -> datetime:
    try:
        return datetime.fromisoformat(text or "").astimezone(UTC)
    except ValueError:
        return datetime.fromtimestamp(milliseconds / 1000, UTC)
