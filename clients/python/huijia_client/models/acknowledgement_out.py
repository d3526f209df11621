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






T = TypeVar("T", bound="AcknowledgementOut")



@_attrs_define
class AcknowledgementOut:
    """ What came of a row that a department had handed in.

     """

    acknowledged_at: datetime.datetime | None | Unset = UNSET
    closed_on: datetime.date | None | Unset = UNSET
    id: UUID | Unset = UNSET
    outcome: None | str | Unset = UNSET
    """ agrees, applied, done or no-difference; null while it is open. """
    owner: str | Unset = UNSET
    row_number: int | None | Unset = UNSET
    rule: str | Unset = UNSET
    state: str | Unset = UNSET
    submission_id: None | Unset | UUID = UNSET
    title: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        acknowledged_at: None | str | Unset
        if isinstance(self.acknowledged_at, Unset):
            acknowledged_at = UNSET
        elif isinstance(self.acknowledged_at, datetime.datetime):
            acknowledged_at = self.acknowledged_at.isoformat()
        else:
            acknowledged_at = self.acknowledged_at

        closed_on: None | str | Unset
        if isinstance(self.closed_on, Unset):
            closed_on = UNSET
        elif isinstance(self.closed_on, datetime.date):
            closed_on = self.closed_on.isoformat()
        else:
            closed_on = self.closed_on

        id: str | Unset = UNSET
        if not isinstance(self.id, Unset):
            id = str(self.id)

        outcome: None | str | Unset
        if isinstance(self.outcome, Unset):
            outcome = UNSET
        else:
            outcome = self.outcome

        owner = self.owner

        row_number: int | None | Unset
        if isinstance(self.row_number, Unset):
            row_number = UNSET
        else:
            row_number = self.row_number

        rule = self.rule

        state = self.state

        submission_id: None | str | Unset
        if isinstance(self.submission_id, Unset):
            submission_id = UNSET
        elif isinstance(self.submission_id, UUID):
            submission_id = str(self.submission_id)
        else:
            submission_id = self.submission_id

        title = self.title


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
        })
        if acknowledged_at is not UNSET:
            field_dict["acknowledged_at"] = acknowledged_at
        if closed_on is not UNSET:
            field_dict["closed_on"] = closed_on
        if id is not UNSET:
            field_dict["id"] = id
        if outcome is not UNSET:
            field_dict["outcome"] = outcome
        if owner is not UNSET:
            field_dict["owner"] = owner
        if row_number is not UNSET:
            field_dict["row_number"] = row_number
        if rule is not UNSET:
            field_dict["rule"] = rule
        if state is not UNSET:
            field_dict["state"] = state
        if submission_id is not UNSET:
            field_dict["submission_id"] = submission_id
        if title is not UNSET:
            field_dict["title"] = title

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


        def _parse_closed_on(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                closed_on_type_0 = datetime.date.fromisoformat(data)



                return closed_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        closed_on = _parse_closed_on(d.pop("closed_on", UNSET))


        _id = d.pop("id", UNSET)
        id: UUID | Unset
        if isinstance(_id,  Unset):
            id = UNSET
        else:
            id = UUID(_id)




        def _parse_outcome(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        outcome = _parse_outcome(d.pop("outcome", UNSET))


        owner = d.pop("owner", UNSET)

        def _parse_row_number(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        row_number = _parse_row_number(d.pop("row_number", UNSET))


        rule = d.pop("rule", UNSET)

        state = d.pop("state", UNSET)

        def _parse_submission_id(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                submission_id_type_0 = UUID(data)



                return submission_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        submission_id = _parse_submission_id(d.pop("submission_id", UNSET))


        title = d.pop("title", UNSET)

        acknowledgement_out = cls(
            acknowledged_at=acknowledged_at,
            closed_on=closed_on,
            id=id,
            outcome=outcome,
            owner=owner,
            row_number=row_number,
            rule=rule,
            state=state,
            submission_id=submission_id,
            title=title,
        )


        acknowledgement_out.additional_properties = d
        return acknowledgement_out

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
