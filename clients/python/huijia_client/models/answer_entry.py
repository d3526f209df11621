from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.answer_entry_outcome import AnswerEntryOutcome
from ..models.answer_entry_outcome import check_answer_entry_outcome
from ..types import UNSET, Unset
from typing import cast






T = TypeVar("T", bound="AnswerEntry")



@_attrs_define
class AnswerEntry:
    """ What its owner says. ``mended`` names the evidence.

     """

    outcome: AnswerEntryOutcome
    evidence: None | str | Unset = UNSET
    note: None | str | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        outcome: str = self.outcome

        evidence: None | str | Unset
        if isinstance(self.evidence, Unset):
            evidence = UNSET
        else:
            evidence = self.evidence

        note: None | str | Unset
        if isinstance(self.note, Unset):
            note = UNSET
        else:
            note = self.note


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "outcome": outcome,
        })
        if evidence is not UNSET:
            field_dict["evidence"] = evidence
        if note is not UNSET:
            field_dict["note"] = note

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        outcome = check_answer_entry_outcome(d.pop("outcome"))




        def _parse_evidence(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        evidence = _parse_evidence(d.pop("evidence", UNSET))


        def _parse_note(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        note = _parse_note(d.pop("note", UNSET))


        answer_entry = cls(
            outcome=outcome,
            evidence=evidence,
            note=note,
        )

        return answer_entry

