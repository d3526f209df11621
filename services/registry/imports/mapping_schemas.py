"""How remembered mappings travel."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BaseModel, Field, StringConstraints, field_validator
from pydantic_core import PydanticCustomError

from services.registry.imports.columns import columns, folded
from services.registry.imports.tables import ImportMapping
from services.registry.payloads import Payload

_OURS = {name: column.name for column in columns() for name in (column.name, column.zh)}
_MOST = 50


def _ours(name: str) -> str:
    if name not in _OURS:
        raise PydanticCustomError("unknown_column", "没有这一列 (no such column of the template)")
    return _OURS[name]


Header = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100, strict=True)]
Column = Annotated[str, AfterValidator(_ours)]


class MappingEntry(Payload):
    """The office's header → the template's column (English or Chinese name), or null: not to be imported."""

    columns: dict[Header, Column | None] = Field(
        min_length=1, max_length=_MOST, examples=[{"群众姓名": "name", "内部编号": None}]
    )

    @field_validator("columns")
    @classmethod
    def _each_once(cls, given: dict[str, str | None]) -> dict[str, str | None]:
        _refuse_twice(map(folded, given), "duplicate_header", "同一表头出现两次 (a header stands twice)")
        named = (column for column in given.values() if column)
        _refuse_twice(named, "duplicate_column", "两个表头对应同一列 (two headers for one column)")
        if "" in map(folded, given):
            raise PydanticCustomError("empty_header", "表头不能为空 (a header may not be empty)")
        return given


def _refuse_twice(names: Iterable[str], code: str, message: str) -> None:
    listed = list(names)
    if len(set(listed)) != len(listed):
        raise PydanticCustomError(code, message)


class MappingView(BaseModel):
    """A remembered mapping. A file whose headers include all of these is read by it."""

    id: UUID
    columns: dict[str, str | None]
    saved_at: datetime
    saved_by: str

    @classmethod
    def of(cls, kept: ImportMapping) -> "MappingView":
        """The row as shown."""
        return cls(id=kept.id, columns=kept.columns, saved_at=kept.saved_at, saved_by=kept.saved_by)


class Mappings(BaseModel):
    """All that the caller's office has remembered, the newest first."""

    items: list[MappingView]
