"""What counties say to each other. A feature declares its messages; the name and version travel on the wire::

class HandoverOffered(Message, type="handover-offered.v1"):
    handover_id: UUID
"""

import re
from types import MappingProxyType
from typing import Any, ClassVar, Self, dataclass_transform

import msgspec

_TYPE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\.v[1-9][0-9]*")
_declared: dict[str, type["Message"]] = {}


class BadMessageDeclaration(TypeError):
    """A feature declares a message wrongly; raised when its module is imported."""


class _MessageMeta(msgspec.StructMeta):
    """Takes ``type`` in the class statement and enters the class in the register of types."""

    def __new__(mcls, name: str, bases: tuple[type, ...], namespace: dict[str, Any], **options: Any) -> "_MessageMeta":
        type_name = options.pop("type", None)
        declared: Any = super().__new__(mcls, name, bases, namespace, **{**options, "frozen": True, "kw_only": True})
        if any(isinstance(base, _MessageMeta) for base in bases):
            _declare(declared, type_name)
        return declared


@dataclass_transform(kw_only_default=True, field_specifiers=(msgspec.field,))
class Message(msgspec.Struct, metaclass=_MessageMeta):
    """What one county tells another. Each field is proved by itself, so a field can be shown without the others."""

    type: ClassVar[str]

    def older(self) -> "Message | None":
        """The same in the version before, for a county that does not know this one; None where there is none."""
        return None

    @classmethod
    def read(cls, fields: dict[str, Any]) -> Self:
        """The message of these fields. Raises msgspec.ValidationError."""
        return msgspec.convert(fields, cls)


def _declare(message_type: type[Message], type_name: str | None) -> None:
    if type_name is None or not _TYPE.fullmatch(type_name):
        raise BadMessageDeclaration(f"{message_type.__name__}: {type_name!r} is not <what-happened>.v<number>")
    if type_name in _declared:
        raise BadMessageDeclaration(f"{message_type.__name__}: {type_name} is declared twice")
    message_type.type = type_name
    _declared[type_name] = message_type


def message_types() -> MappingProxyType[str, type[Message]]:
    """Every message that the features imported so far declare, by its type."""
    return MappingProxyType(_declared)


def fields_of(message: Message) -> dict[str, Any]:
    """The message as JSON values, by field."""
    return {name: msgspec.to_builtins(getattr(message, name)) for name in message.__struct_fields__}
