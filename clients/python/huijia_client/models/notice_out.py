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






T = TypeVar("T", bound="NoticeOut")



@_attrs_define
class NoticeOut:
    """ One department's notice of one correction.

     """

    acknowledged_at: datetime.datetime | None | Unset = UNSET
    applied_on: datetime.date | Unset = UNSET
    correction_id: UUID | Unset = UNSET
    department: str | Unset = UNSET
    due_on: datetime.date | Unset = UNSET
    fields: list[str] | Unset = UNSET
    id: UUID | Unset = UNSET
    last_looked_at: datetime.datetime | Unset = UNSET
    last_request_id: UUID | Unset = UNSET
    overdue: bool | Unset = UNSET
    person_id: UUID | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        acknowledged_at: None | str | Unset
        if isinstance(self.acknowledged_at, Unset):
            acknowledged_at = UNSET
        elif isinstance(self.acknowledged_at, datetime.datetime):
            acknowledged_at = self.acknowledged_at.isoformat()
        else:
            acknowledged_at = self.acknowledged_at

        applied_on: str | Unset = UNSET
        if not isinstance(self.applied_on, Unset):
            applied_on = self.applied_on.isoformat()

        correction_id: str | Unset = UNSET
        if not isinstance(self.correction_id, Unset):
            correction_id = str(self.correction_id)

        department = self.department

        due_on: str | Unset = UNSET
        if not isinstance(self.due_on, Unset):
            due_on = self.due_on.isoformat()

        fields: list[str] | Unset = UNSET
        if not isinstance(self.fields, Unset):
            fields = self.fields



        id: str | Unset = UNSET
        if not isinstance(self.id, Unset):
            id = str(self.id)

        last_looked_at: str | Unset = UNSET
        if not isinstance(self.last_looked_at, Unset):
            last_looked_at = self.last_looked_at.isoformat()

        last_request_id: str | Unset = UNSET
        if not isinstance(self.last_request_id, Unset):
            last_request_id = str(self.last_request_id)

        overdue = self.overdue

        person_id: str | Unset = UNSET
        if not isinstance(self.person_id, Unset):
            person_id = str(self.person_id)


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
        })
        if acknowledged_at is not UNSET:
            field_dict["acknowledged_at"] = acknowledged_at
        if applied_on is not UNSET:
            field_dict["applied_on"] = applied_on
        if correction_id is not UNSET:
            field_dict["correction_id"] = correction_id
        if department is not UNSET:
            field_dict["department"] = department
        if due_on is not UNSET:
            field_dict["due_on"] = due_on
        if fields is not UNSET:
            field_dict["fields"] = fields
        if id is not UNSET:
            field_dict["id"] = id
        if last_looked_at is not UNSET:
            field_dict["last_looked_at"] = last_looked_at
        if last_request_id is not UNSET:
            field_dict["last_request_id"] = last_request_id
        if overdue is not UNSET:
            field_dict["overdue"] = overdue
        if person_id is not UNSET:
            field_dict["person_id"] = person_id

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        def _parse_acknowledged_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                acknowledged_at_type_0 = datetime.datetime.fromisoformat(data)



                return acknowledged_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        acknowledged_at = _parse_acknowledged_at(d.pop("acknowledged_at", UNSET))


        _applied_on = d.pop("applied_on", UNSET)
        applied_on: datetime.date | Unset
        if isinstance(_applied_on,  Unset):
            applied_on = UNSET
        else:
            applied_on = datetime.date.fromisoformat(_applied_on)




        _correction_id = d.pop("correction_id", UNSET)
        correction_id: UUID | Unset
        if isinstance(_correction_id,  Unset):
            correction_id = UNSET
        else:
            correction_id = UUID(_correction_id)




        department = d.pop("department", UNSET)

        _due_on = d.pop("due_on", UNSET)
        due_on: datetime.date | Unset
        if isinstance(_due_on,  Unset):
            due_on = UNSET
        else:
            due_on = datetime.date.fromisoformat(_due_on)




        fields = cast(list[str], d.pop("fields", UNSET))


        _id = d.pop("id", UNSET)
        id: UUID | Unset
        if isinstance(_id,  Unset):
            id = UNSET
        else:
            id = UUID(_id)




        _last_looked_at = d.pop("last_looked_at", UNSET)
        last_looked_at: datetime.datetime | Unset
        if isinstance(_last_looked_at,  Unset):
            last_looked_at = UNSET
        else:
            last_looked_at = datetime.datetime.fromisoformat(_last_looked_at)




        _last_request_id = d.pop("last_request_id", UNSET)
        last_request_id: UUID | Unset
        if isinstance(_last_request_id,  Unset):
            last_request_id = UNSET
        else:
            last_request_id = UUID(_last_request_id)




        overdue = d.pop("overdue", UNSET)

        _person_id = d.pop("person_id", UNSET)
        person_id: UUID | Unset
        if isinstance(_person_id,  Unset):
            person_id = UNSET
        else:
            person_id = UUID(_person_id)




        notice_out = cls(
            acknowledged_at=acknowledged_at,
            applied_on=applied_on,
            correction_id=correction_id,
            department=department,
            due_on=due_on,
            fields=fields,
            id=id,
            last_looked_at=last_looked_at,
            last_request_id=last_request_id,
            overdue=overdue,
            person_id=person_id,
        )


        notice_out.additional_properties = d
        return notice_out

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
