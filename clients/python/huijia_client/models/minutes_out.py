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

if TYPE_CHECKING:
  from ..models.minutes_out_facts import MinutesOutFacts
  from ..models.signature_out import SignatureOut





T = TypeVar("T", bound="MinutesOut")



@_attrs_define
class MinutesOut:
    """ Minutes as they are signed. They name nobody: a case is told by its reference.

     """

    digest: str | Unset = UNSET
    """ SHA-256 over `facts` (JSON, sorted keys, no blanks), hexadecimal. """
    drawn_up_at: datetime.datetime | Unset = UNSET
    facts: MinutesOutFacts | Unset = UNSET
    session_id: UUID | Unset = UNSET
    signatures: list[SignatureOut] | Unset = UNSET
    version: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.minutes_out_facts import MinutesOutFacts # noqa: PLC0415
        from ..models.signature_out import SignatureOut # noqa: PLC0415
        digest = self.digest

        drawn_up_at: str | Unset = UNSET
        if not isinstance(self.drawn_up_at, Unset):
            drawn_up_at = self.drawn_up_at.isoformat()

        facts: dict[str, Any] | Unset = UNSET
        if not isinstance(self.facts, Unset):
            facts = self.facts.to_dict()

        session_id: str | Unset = UNSET
        if not isinstance(self.session_id, Unset):
            session_id = str(self.session_id)

        signatures: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.signatures, Unset):
            signatures = []
            for signatures_item_data in self.signatures:
                signatures_item = signatures_item_data.to_dict()
                signatures.append(signatures_item)



        version = self.version


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
        })
        if digest is not UNSET:
            field_dict["digest"] = digest
        if drawn_up_at is not UNSET:
            field_dict["drawn_up_at"] = drawn_up_at
        if facts is not UNSET:
            field_dict["facts"] = facts
        if session_id is not UNSET:
            field_dict["session_id"] = session_id
        if signatures is not UNSET:
            field_dict["signatures"] = signatures
        if version is not UNSET:
            field_dict["version"] = version

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.minutes_out_facts import MinutesOutFacts # noqa: PLC0415
        from ..models.signature_out import SignatureOut # noqa: PLC0415
        d = dict(src_dict)
        digest = d.pop("digest", UNSET)

        _drawn_up_at = d.pop("drawn_up_at", UNSET)
        drawn_up_at: datetime.datetime | Unset
        if isinstance(_drawn_up_at,  Unset):
            drawn_up_at = UNSET
        else:
            drawn_up_at = datetime.datetime.fromisoformat(_drawn_up_at)




        _facts = d.pop("facts", UNSET)
        facts: MinutesOutFacts | Unset
        if isinstance(_facts,  Unset):
            facts = UNSET
        else:
            facts = MinutesOutFacts.from_dict(_facts)




        _session_id = d.pop("session_id", UNSET)
        session_id: UUID | Unset
        if isinstance(_session_id,  Unset):
            session_id = UNSET
        else:
            session_id = UUID(_session_id)




        _signatures = d.pop("signatures", UNSET)
        signatures: list[SignatureOut] | Unset = UNSET
        if _signatures is not UNSET:
            signatures = []
            for signatures_item_data in _signatures:
                signatures_item = SignatureOut.from_dict(signatures_item_data)



                signatures.append(signatures_item)


        version = d.pop("version", UNSET)

        minutes_out = cls(
            digest=digest,
            drawn_up_at=drawn_up_at,
            facts=facts,
            session_id=session_id,
            signatures=signatures,
            version=version,
        )


        minutes_out.additional_properties = d
        return minutes_out

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
