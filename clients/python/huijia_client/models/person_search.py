from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast






T = TypeVar("T", bound="PersonSearch")



@_attrs_define
class PersonSearch:
    """ One thing to look for. It stands in the body, so that it comes into no address and no log.

     """

    address: None | str | Unset = UNSET
    citizen_number: None | str | Unset = UNSET
    division: None | str | Unset = UNSET
    limit: int | Unset = 20
    name: None | str | Unset = UNSET
    phone: None | str | Unset = UNSET
    phone_ending: None | str | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        address: None | str | Unset
        if isinstance(self.address, Unset):
            address = UNSET
        else:
            address = self.address

        citizen_number: None | str | Unset
        if isinstance(self.citizen_number, Unset):
            citizen_number = UNSET
        else:
            citizen_number = self.citizen_number

        division: None | str | Unset
        if isinstance(self.division, Unset):
            division = UNSET
        else:
            division = self.division

        limit = self.limit

        name: None | str | Unset
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        phone: None | str | Unset
        if isinstance(self.phone, Unset):
            phone = UNSET
        else:
            phone = self.phone

        phone_ending: None | str | Unset
        if isinstance(self.phone_ending, Unset):
            phone_ending = UNSET
        else:
            phone_ending = self.phone_ending


        field_dict: dict[str, Any] = {}

        field_dict.update({
        })
        if address is not UNSET:
            field_dict["address"] = address
        if citizen_number is not UNSET:
            field_dict["citizen_number"] = citizen_number
        if division is not UNSET:
            field_dict["division"] = division
        if limit is not UNSET:
            field_dict["limit"] = limit
        if name is not UNSET:
            field_dict["name"] = name
        if phone is not UNSET:
            field_dict["phone"] = phone
        if phone_ending is not UNSET:
            field_dict["phone_ending"] = phone_ending

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        def _parse_address(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        address = _parse_address(d.pop("address", UNSET))


        def _parse_citizen_number(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        citizen_number = _parse_citizen_number(d.pop("citizen_number", UNSET))


        def _parse_division(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        division = _parse_division(d.pop("division", UNSET))


        limit = d.pop("limit", UNSET)

        def _parse_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))


        def _parse_phone(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        phone = _parse_phone(d.pop("phone", UNSET))


        def _parse_phone_ending(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        phone_ending = _parse_phone_ending(d.pop("phone_ending", UNSET))


        person_search = cls(
            address=address,
            citizen_number=citizen_number,
            division=division,
            limit=limit,
            name=name,
            phone=phone,
            phone_ending=phone_ending,
        )

        return person_search

