"""Events as the house declares them, and as they travel: CloudEvents 1.0 with a JSON body.

A module of ``contracts/`` declares what a producer publishes::

    class PersonRegistered(DomainEvent, type="cn.huijia.registry.person-registered.v1", key="person_id"):
        person_id: UUID

The type's third label names the producer, and with it the topic (``huijia.registry``). ``key`` names the
field whose text is the CloudEvents subject: events of one subject keep their order.
"""

import re
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import cache
from types import MappingProxyType
from typing import Any, ClassVar, Self, dataclass_transform

import msgspec

from chassis.clock import now
from chassis.identifiers import new_id

# Reverse DNS, the producer, what happened, the version of the data: house rule 7.
_TYPE = re.compile(r"cn\.huijia\.(?P<producer>[a-z]+)\.[a-z0-9]+(-[a-z0-9]+)*\.v[1-9][0-9]*")
_SHAPE = "cn.huijia.<producer>.<what-happened>.v<number>"

current_traceparent: ContextVar[str | None] = ContextVar("current_traceparent", default=None)
"""The W3C trace context of the work in hand; events published meanwhile carry it on."""

_declared: dict[str, type["DomainEvent"]] = {}


class BadEventDeclaration(TypeError):
    """A contract declares an event wrongly; raised when its module is imported."""


class UnknownEventType(LookupError):
    """No imported contract declares the type."""


class _EventMeta(msgspec.StructMeta):
    """Takes ``type`` and ``key`` in the class statement and enters the class in the register of types."""

    def __new__(mcls, name: str, bases: tuple[type, ...], namespace: dict[str, Any], **options: Any) -> "_EventMeta":
        type_name, key = options.pop("type", None), options.pop("key", None)
        declared: Any = super().__new__(mcls, name, bases, namespace, frozen=True, kw_only=True, **options)
        if any(isinstance(base, _EventMeta) for base in bases):
            _declare(declared, type_name, key)
        return declared


@dataclass_transform(kw_only_default=True, field_specifiers=(msgspec.field,))
class DomainEvent(msgspec.Struct, metaclass=_EventMeta):
    """Something that happened, in the past tense. Subclasses add fields; see the module's docstring."""

    type: ClassVar[str]
    topic: ClassVar[str]
    key: ClassVar[str]

    @property
    def subject(self) -> str:
        """The text of the key field: the CloudEvents subject and the bus's ordering key."""
        return str(getattr(self, self.key))


def _declare(event_type: type[DomainEvent], type_name: str | None, key: str | None) -> None:
    shape = _TYPE.fullmatch(type_name or "")
    if type_name is None or shape is None:
        raise BadEventDeclaration(f"{event_type.__name__}: {type_name!r} is not {_SHAPE}")
    if type_name in _declared:
        raise BadEventDeclaration(f"{event_type.__name__}: {type_name} is declared twice")
    if key not in event_type.__struct_fields__:
        raise BadEventDeclaration(f"{event_type.__name__}: its key {key!r} is not one of its fields")
    event_type.type, event_type.key = type_name, key
    event_type.topic = f"huijia.{shape['producer']}"
    _declared[type_name] = event_type


def event_types() -> MappingProxyType[str, type[DomainEvent]]:
    """Every type that the contracts imported so far declare."""
    return MappingProxyType(_declared)


def topic_of(type_name: str) -> str:
    """The topic that events of this type go to. Raises ValueError for a malformed type."""
    shape = _TYPE.fullmatch(type_name)
    if shape is None:
        raise ValueError(f"{type_name!r} is not {_SHAPE}")
    return f"huijia.{shape['producer']}"


def source_of(topic: str) -> str:
    """The CloudEvents source of a topic's events: ``huijia.registry`` → ``/registry``."""
    return "/" + topic.removeprefix("huijia.")


class CloudEvent(msgspec.Struct, frozen=True, kw_only=True):
    """One event in its envelope. ``data`` is JSON in UTF-8; ``time`` is UTC; ``id`` is a UUIDv7."""

    id: str
    source: str
    type: str
    subject: str
    time: datetime
    datacontenttype: str = "application/json"
    traceparent: str | None = None
    data: bytes

    @property
    def topic(self) -> str:
        """The topic this event belongs to."""
        return topic_of(self.type)

    def to_json(self) -> bytes:
        """The CloudEvents JSON format (structured mode), as kept beside a dead letter."""
        return msgspec.json.encode(_Structured.of(self))

    @classmethod
    def from_json(cls, text: bytes | str) -> Self:
        """The inverse of ``to_json``. Raises msgspec.ValidationError."""
        whole = msgspec.json.decode(text, type=_Structured)
        fields = {name: getattr(whole, name) for name in cls.__struct_fields__}
        return cls(**{**fields, "data": bytes(whole.data)})


class _Structured(msgspec.Struct, omit_defaults=True, kw_only=True):
    specversion: str
    id: str
    source: str
    type: str
    subject: str
    time: datetime
    datacontenttype: str
    traceparent: str | None = None
    data: msgspec.Raw

    @classmethod
    def of(cls, event: CloudEvent) -> Self:
        fields = {name: getattr(event, name) for name in event.__struct_fields__}
        return cls(**{**fields, "specversion": "1.0", "data": msgspec.Raw(event.data)})


def to_cloudevent(event: DomainEvent, *, id: str | None = None, time: datetime | None = None) -> CloudEvent:
    """Put an event in its envelope: a new id and the present time unless given."""
    return CloudEvent(
        id=id or str(new_id()),
        source=source_of(event.topic),
        type=event.type,
        subject=event.subject,
        time=(time or now()).astimezone(UTC),
        traceparent=current_traceparent.get(),
        data=msgspec.json.encode(event),
    )


@cache
def _decoder(event_type: type[DomainEvent]) -> msgspec.json.Decoder:
    return msgspec.json.Decoder(event_type)


def parse(cloud_event: CloudEvent) -> DomainEvent:
    """The declared event inside an envelope; fields that this version does not know are passed over.

    Raises UnknownEventType, or msgspec.ValidationError (a ValueError) for data that breaks the contract.
    """
    event_type = _declared.get(cloud_event.type)
    if event_type is None:
        raise UnknownEventType(cloud_event.type)
    parsed: DomainEvent = _decoder(event_type).decode(cloud_event.data)
    return parsed
