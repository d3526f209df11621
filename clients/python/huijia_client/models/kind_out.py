from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast

if TYPE_CHECKING:
  from ..models.kind_out_record_schema import KindOutRecordSchema





T = TypeVar("T", bound="KindOut")



@_attrs_define
class KindOut:
    """ A record kind: who hands it in, and what it holds.

     """

    code: str | Unset = UNSET
    department: str | Unset = UNSET
    en: str | Unset = UNSET
    record_schema: KindOutRecordSchema | Unset = UNSET
    """ JSON Schema (2020-12) of one record. """
    zh: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.kind_out_record_schema import KindOutRecordSchema # noqa: PLC0415
        code = self.code

        department = self.department

        en = self.en

        record_schema: dict[str, Any] | Unset = UNSET
        if not isinstance(self.record_schema, Unset):
            record_schema = self.record_schema.to_dict()

        zh = self.zh


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
        })
        if code is not UNSET:
            field_dict["code"] = code
        if department is not UNSET:
            field_dict["department"] = department
        if en is not UNSET:
            field_dict["en"] = en
        if record_schema is not UNSET:
            field_dict["record_schema"] = record_schema
        if zh is not UNSET:
            field_dict["zh"] = zh

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.kind_out_record_schema import KindOutRecordSchema # noqa: PLC0415
        d = dict(src_dict)
        code = d.pop("code", UNSET)

        department = d.pop("department", UNSET)

        en = d.pop("en", UNSET)

        _record_schema = d.pop("record_schema", UNSET)
        record_schema: KindOutRecordSchema | Unset
        if isinstance(_record_schema,  Unset):
            record_schema = UNSET
        else:
            record_schema = KindOutRecordSchema.from_dict(_record_schema)




        zh = d.pop("zh", UNSET)

        kind_out = cls(
            code=code,
            department=department,
            en=en,
            record_schema=record_schema,
            zh=zh,
        )


        kind_out.additional_properties = d
        return kind_out

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
