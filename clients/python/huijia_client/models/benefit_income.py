from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from uuid import UUID






T = TypeVar("T", bound="BenefitIncome")



@_attrs_define
class BenefitIncome:
    """ Sums of one person's benefits in one year, over all schemes.

     """

    expected_fen: int | Unset = UNSET
    paid_fen: int | Unset = UNSET
    person_id: UUID | Unset = UNSET
    year: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        expected_fen = self.expected_fen

        paid_fen = self.paid_fen

        person_id: str | Unset = UNSET
        if not isinstance(self.person_id, Unset):
            person_id = str(self.person_id)

        year = self.year


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
        })
        if expected_fen is not UNSET:
            field_dict["expected_fen"] = expected_fen
        if paid_fen is not UNSET:
            field_dict["paid_fen"] = paid_fen
        if person_id is not UNSET:
            field_dict["person_id"] = person_id
        if year is not UNSET:
            field_dict["year"] = year

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        expected_fen = d.pop("expected_fen", UNSET)

        paid_fen = d.pop("paid_fen", UNSET)

        _person_id = d.pop("person_id", UNSET)
        person_id: UUID | Unset
        if isinstance(_person_id,  Unset):
            person_id = UNSET
        else:
            person_id = UUID(_person_id)




        year = d.pop("year", UNSET)

        benefit_income = cls(
            expected_fen=expected_fen,
            paid_fen=paid_fen,
            person_id=person_id,
            year=year,
        )


        benefit_income.additional_properties = d
        return benefit_income

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
