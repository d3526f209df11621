from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset






T = TypeVar("T", bound="VerdictOut")



@_attrs_define
class VerdictOut:
    """ One fault of one row that was not taken.

     """

    code: str | Unset = UNSET
    column: str | Unset = UNSET
    """ The column's title; empty where the row as a whole is meant. """
    message: str | Unset = UNSET
    row: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        code = self.code

        column = self.column

        message = self.message

        row = self.row


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
        })
        if code is not UNSET:
            field_dict["code"] = code
        if column is not UNSET:
            field_dict["column"] = column
        if message is not UNSET:
            field_dict["message"] = message
        if row is not UNSET:
            field_dict["row"] = row

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        code = d.pop("code", UNSET)

        column = d.pop("column", UNSET)

        message = d.pop("message", UNSET)

        row = d.pop("row", UNSET)

        verdict_out = cls(
            code=code,
            column=column,
            message=message,
            row=row,
        )


        verdict_out.additional_properties = d
        return verdict_out

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
