"""An event's body as an SQL expression, for bulk work that publishes a million events in one statement.

The text is put together from the constant parts of the body and each column's own text: ``json_build_object`` looks
every argument's type up again for every row, and takes twice as long.
"""

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import inspect

Fields = Mapping[str, Any]
"""Field → an SQL expression for its value, or the fields of the structure that it holds."""

_BARE = (inspect.IntType, inspect.BoolType)
"""Their text in SQL is their text in JSON."""


def event_json(struct: type[msgspec.Struct], fields: Fields) -> str:
    """An expression of type ``json`` over the rows that ``fields`` speak of; both are code, never input.

    Raises ValueError when a required field of ``struct`` is missing or an unknown one is given.
    """
    return f"({_text_of(struct, fields)})::json"


def _text_of(struct: type[msgspec.Struct], fields: Fields) -> str:
    declared = {field.name: field for field in msgspec.structs.fields(struct)}
    wrong = [f"unknown {name}" for name in fields if name not in declared]
    wrong += [f"missing {name}" for name, field in declared.items() if field.required and name not in fields]
    if wrong:
        raise ValueError(f"{struct.__name__}: {', '.join(wrong)}")
    parts = [
        f"""'{"," if at else "{"}"{name}":' || {_value(declared[name].type, expression)}"""
        for at, (name, expression) in enumerate(fields.items())
    ]
    return " || ".join([*parts, "'}'"])


def _value(annotation: Any, expression: Any) -> str:
    kind = inspect.type_info(annotation)
    kinds = kind.types if isinstance(kind, inspect.UnionType) else (kind,)
    held = [one for one in kinds if not isinstance(one, inspect.NoneType)]
    if isinstance(expression, Mapping):
        structs = [one.cls for one in held if isinstance(one, inspect.StructType)]
        return _text_of(structs[0], expression)
    written = _written(held[0] if len(held) == 1 else None, expression)
    return written if len(held) == len(kinds) else f"coalesce({written}, 'null')"


def _written(kind: inspect.Type | None, expression: str) -> str:
    if isinstance(kind, _BARE):
        return f"({expression})::text"
    if isinstance(kind, inspect.UUIDType):
        return f"""'"' || ({expression})::text || '"'"""
    if isinstance(kind, inspect.StrType):
        return f"to_json(({expression})::text)::text"
    return f"to_json({expression})::text"
