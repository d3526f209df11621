from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast
from uuid import UUID
import datetime






T = TypeVar("T", bound="PersonOut")



@_attrs_define
class PersonOut:
    """ A person, identifiers masked.

     """

    birth_date: datetime.date | Unset = UNSET
    citizen_number: None | str | Unset = UNSET
    """ Masked: 341599**********12 """
    died_on: datetime.date | None | Unset = UNSET
    ethnic_group: None | str | Unset = UNSET
    household_id: None | Unset | UUID = UNSET
    id: UUID | Unset = UNSET
    living: bool | Unset = UNSET
    marital_status: None | str | Unset = UNSET
    name: str | Unset = UNSET
    note: None | str | Unset = UNSET
    other_id_number: None | str | Unset = UNSET
    """ Masked. """
    other_id_type: None | str | Unset = UNSET
    phone: None | str | Unset = UNSET
    """ Masked: 190****1234 """
    registered_division: str | Unset = UNSET
    relation_to_head: None | str | Unset = UNSET
    residence_address: None | str | Unset = UNSET
    residence_division: str | Unset = UNSET
    revision: int | Unset = UNSET
    sex: int | Unset = UNSET
    valid_from: datetime.datetime | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        birth_date: str | Unset = UNSET
        if not isinstance(self.birth_date, Unset):
            birth_date = self.birth_date.isoformat()

        citizen_number: None | str | Unset
        if isinstance(self.citizen_number, Unset):
            citizen_number = UNSET
        else:
            citizen_number = self.citizen_number

        died_on: None | str | Unset
        if isinstance(self.died_on, Unset):
            died_on = UNSET
        elif isinstance(self.died_on, datetime.date):
            died_on = self.died_on.isoformat()
        else:
            died_on = self.died_on

        ethnic_group: None | str | Unset
        if isinstance(self.ethnic_group, Unset):
            ethnic_group = UNSET
        else:
            ethnic_group = self.ethnic_group

        household_id: None | str | Unset
        if isinstance(self.household_id, Unset):
            household_id = UNSET
        elif isinstance(self.household_id, UUID):
            household_id = str(self.household_id)
        else:
            household_id = self.household_id

        id: str | Unset = UNSET
        if not isinstance(self.id, Unset):
            id = str(self.id)

        living = self.living

        marital_status: None | str | Unset
        if isinstance(self.marital_status, Unset):
            marital_status = UNSET
        else:
            marital_status = self.marital_status

        name = self.name

        note: None | str | Unset
        if isinstance(self.note, Unset):
            note = UNSET
        else:
            note = self.note

        other_id_number: None | str | Unset
        if isinstance(self.other_id_number, Unset):
            other_id_number = UNSET
        else:
            other_id_number = self.other_id_number

        other_id_type: None | str | Unset
        if isinstance(self.other_id_type, Unset):
            other_id_type = UNSET
        else:
            other_id_type = self.other_id_type

        phone: None | str | Unset
        if isinstance(self.phone, Unset):
            phone = UNSET
        else:
            phone = self.phone

        registered_division = self.registered_division

        relation_to_head: None | str | Unset
        if isinstance(self.relation_to_head, Unset):
            relation_to_head = UNSET
        else:
            relation_to_head = self.relation_to_head

        residence_address: None | str | Unset
        if isinstance(self.residence_address, Unset):
            residence_address = UNSET
        else:
            residence_address = self.residence_address

        residence_division = self.residence_division

        revision = self.revision

        sex = self.sex

        valid_from: str | Unset = UNSET
        if not isinstance(self.valid_from, Unset):
            valid_from = self.valid_from.isoformat()


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
        })
        if birth_date is not UNSET:
            field_dict["birth_date"] = birth_date
        if citizen_number is not UNSET:
            field_dict["citizen_number"] = citizen_number
        if died_on is not UNSET:
            field_dict["died_on"] = died_on
        if ethnic_group is not UNSET:
            field_dict["ethnic_group"] = ethnic_group
        if household_id is not UNSET:
            field_dict["household_id"] = household_id
        if id is not UNSET:
            field_dict["id"] = id
        if living is not UNSET:
            field_dict["living"] = living
        if marital_status is not UNSET:
            field_dict["marital_status"] = marital_status
        if name is not UNSET:
            field_dict["name"] = name
        if note is not UNSET:
            field_dict["note"] = note
        if other_id_number is not UNSET:
            field_dict["other_id_number"] = other_id_number
        if other_id_type is not UNSET:
            field_dict["other_id_type"] = other_id_type
        if phone is not UNSET:
            field_dict["phone"] = phone
        if registered_division is not UNSET:
            field_dict["registered_division"] = registered_division
        if relation_to_head is not UNSET:
            field_dict["relation_to_head"] = relation_to_head
        if residence_address is not UNSET:
            field_dict["residence_address"] = residence_address
        if residence_division is not UNSET:
            field_dict["residence_division"] = residence_division
        if revision is not UNSET:
            field_dict["revision"] = revision
        if sex is not UNSET:
            field_dict["sex"] = sex
        if valid_from is not UNSET:
            field_dict["valid_from"] = valid_from

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        _birth_date = d.pop("birth_date", UNSET)
        birth_date: datetime.date | Unset
        if isinstance(_birth_date,  Unset):
            birth_date = UNSET
        else:
            birth_date = datetime.date.fromisoformat(_birth_date)




        def _parse_citizen_number(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        citizen_number = _parse_citizen_number(d.pop("citizen_number", UNSET))


        def _parse_died_on(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                died_on_type_0 = datetime.date.fromisoformat(data)



                return died_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        died_on = _parse_died_on(d.pop("died_on", UNSET))


        def _parse_ethnic_group(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        ethnic_group = _parse_ethnic_group(d.pop("ethnic_group", UNSET))


        def _parse_household_id(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                household_id_type_0 = UUID(data)



                return household_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        household_id = _parse_household_id(d.pop("household_id", UNSET))


        _id = d.pop("id", UNSET)
        id: UUID | Unset
        if isinstance(_id,  Unset):
            id = UNSET
        else:
            id = UUID(_id)




        living = d.pop("living", UNSET)

        def _parse_marital_status(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        marital_status = _parse_marital_status(d.pop("marital_status", UNSET))


        name = d.pop("name", UNSET)

        def _parse_note(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        note = _parse_note(d.pop("note", UNSET))


        def _parse_other_id_number(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        other_id_number = _parse_other_id_number(d.pop("other_id_number", UNSET))


        def _parse_other_id_type(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        other_id_type = _parse_other_id_type(d.pop("other_id_type", UNSET))


        def _parse_phone(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        phone = _parse_phone(d.pop("phone", UNSET))


        registered_division = d.pop("registered_division", UNSET)

        def _parse_relation_to_head(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        relation_to_head = _parse_relation_to_head(d.pop("relation_to_head", UNSET))


        def _parse_residence_address(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        residence_address = _parse_residence_address(d.pop("residence_address", UNSET))


        residence_division = d.pop("residence_division", UNSET)

        revision = d.pop("revision", UNSET)

        sex = d.pop("sex", UNSET)

        _valid_from = d.pop("valid_from", UNSET)
        valid_from: datetime.datetime | Unset
        if isinstance(_valid_from,  Unset):
            valid_from = UNSET
        else:
            valid_from = datetime.datetime.fromisoformat(_valid_from)




        person_out = cls(
            birth_date=birth_date,
            citizen_number=citizen_number,
            died_on=died_on,
            ethnic_group=ethnic_group,
            household_id=household_id,
            id=id,
            living=living,
            marital_status=marital_status,
            name=name,
            note=note,
            other_id_number=other_id_number,
            other_id_type=other_id_type,
            phone=phone,
            registered_division=registered_division,
            relation_to_head=relation_to_head,
            residence_address=residence_address,
            residence_division=residence_division,
            revision=revision,
            sex=sex,
            valid_from=valid_from,
        )


        person_out.additional_properties = d
        return person_out

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
