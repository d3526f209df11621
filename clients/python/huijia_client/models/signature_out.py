from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast
import datetime






T = TypeVar("T", bound="SignatureOut")



@_attrs_define
class SignatureOut:
    """ Who signed, with which key.

     """

    key_id: str | Unset = UNSET
    participant: str | Unset = UNSET
    signature: str | Unset = UNSET
    """ Ed25519 over the digest's text, base64url. """
    signed_at: datetime.datetime | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        key_id = self.key_id

        participant = self.participant

        signature = self.signature

        signed_at: str | Unset = UNSET
        if not isinstance(self.signed_at, Unset):
            signed_at = self.signed_at.isoformat()


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
        })
        if key_id is not UNSET:
            field_dict["key_id"] = key_id
        if participant is not UNSET:
            field_dict["participant"] = participant
        if signature is not UNSET:
            field_dict["signature"] = signature
        if signed_at is not UNSET:
            field_dict["signed_at"] = signed_at

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        key_id = d.pop("key_id", UNSET)

        participant = d.pop("participant", UNSET)

        signature = d.pop("signature", UNSET)

        _signed_at = d.pop("signed_at", UNSET)
        signed_at: datetime.datetime | Unset
        if isinstance(_signed_at,  Unset):
            signed_at = UNSET
        else:
            signed_at = datetime.datetime.fromisoformat(_signed_at)




        signature_out = cls(
            key_id=key_id,
            participant=participant,
            signature=signature,
            signed_at=signed_at,
        )


        signature_out.additional_properties = d
        return signature_out

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
