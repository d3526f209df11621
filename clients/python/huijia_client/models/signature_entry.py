from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset







T = TypeVar("T", bound="SignatureEntry")



@_attrs_define
class SignatureEntry:
    """ A signature made with the participant's own private key.

     """

    digest: str
    key_id: str
    signature: str
    version: int





    def to_dict(self) -> dict[str, Any]:
        digest = self.digest

        key_id = self.key_id

        signature = self.signature

        version = self.version


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "digest": digest,
            "key_id": key_id,
            "signature": signature,
            "version": version,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        digest = d.pop("digest")

        key_id = d.pop("key_id")

        signature = d.pop("signature")

        version = d.pop("version")

        signature_entry = cls(
            digest=digest,
            key_id=key_id,
            signature=signature,
            version=version,
        )

        return signature_entry

