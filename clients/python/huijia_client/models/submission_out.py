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
  from ..models.submission_out_problem_type_0 import SubmissionOutProblemType0
  from ..models.submission_out_verdicts import SubmissionOutVerdicts





T = TypeVar("T", bound="SubmissionOut")



@_attrs_define
class SubmissionOut:
    """ An extract: how it was taken, in counts.

     """

    accepted: int | Unset = UNSET
    department: str | Unset = UNSET
    digest: str | Unset = UNSET
    """ SHA-256 of the file as it came; it stays when the rows are erased. """
    erased_at: datetime.datetime | None | Unset = UNSET
    file_name: str | Unset = UNSET
    finished_at: datetime.datetime | None | Unset = UNSET
    id: UUID | Unset = UNSET
    kind: str | Unset = UNSET
    late: bool | Unset = UNSET
    problem: None | SubmissionOutProblemType0 | Unset = UNSET
    received_before: bool | Unset = False
    """ The same file came before, and was not read again. """
    rejected: int | Unset = UNSET
    rows_read: int | Unset = UNSET
    session_id: UUID | Unset = UNSET
    size: int | Unset = UNSET
    state: str | Unset = UNSET
    submitted_at: datetime.datetime | Unset = UNSET
    verdicts: SubmissionOutVerdicts | Unset = UNSET
    """ Code of a fault → rows that have it. """
    warnings: list[str] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.submission_out_problem_type_0 import SubmissionOutProblemType0 # noqa: PLC0415
        from ..models.submission_out_verdicts import SubmissionOutVerdicts # noqa: PLC0415
        accepted = self.accepted

        department = self.department

        digest = self.digest

        erased_at: None | str | Unset
        if isinstance(self.erased_at, Unset):
            erased_at = UNSET
        elif isinstance(self.erased_at, datetime.datetime):
            erased_at = self.erased_at.isoformat()
        else:
            erased_at = self.erased_at

        file_name = self.file_name

        finished_at: None | str | Unset
        if isinstance(self.finished_at, Unset):
            finished_at = UNSET
        elif isinstance(self.finished_at, datetime.datetime):
            finished_at = self.finished_at.isoformat()
        else:
            finished_at = self.finished_at

        id: str | Unset = UNSET
        if not isinstance(self.id, Unset):
            id = str(self.id)

        kind = self.kind

        late = self.late

        problem: dict[str, Any] | None | Unset
        if isinstance(self.problem, Unset):
            problem = UNSET
        elif isinstance(self.problem, SubmissionOutProblemType0):
            problem = self.problem.to_dict()
        else:
            problem = self.problem

        received_before = self.received_before

        rejected = self.rejected

        rows_read = self.rows_read

        session_id: str | Unset = UNSET
        if not isinstance(self.session_id, Unset):
            session_id = str(self.session_id)

        size = self.size

        state = self.state

        submitted_at: str | Unset = UNSET
        if not isinstance(self.submitted_at, Unset):
            submitted_at = self.submitted_at.isoformat()

        verdicts: dict[str, Any] | Unset = UNSET
        if not isinstance(self.verdicts, Unset):
            verdicts = self.verdicts.to_dict()

        warnings: list[str] | Unset = UNSET
        if not isinstance(self.warnings, Unset):
            warnings = self.warnings




        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
        })
        if accepted is not UNSET:
            field_dict["accepted"] = accepted
        if department is not UNSET:
            field_dict["department"] = department
        if digest is not UNSET:
            field_dict["digest"] = digest
        if erased_at is not UNSET:
            field_dict["erased_at"] = erased_at
        if file_name is not UNSET:
            field_dict["file_name"] = file_name
        if finished_at is not UNSET:
            field_dict["finished_at"] = finished_at
        if id is not UNSET:
            field_dict["id"] = id
        if kind is not UNSET:
            field_dict["kind"] = kind
        if late is not UNSET:
            field_dict["late"] = late
        if problem is not UNSET:
            field_dict["problem"] = problem
        if received_before is not UNSET:
            field_dict["received_before"] = received_before
        if rejected is not UNSET:
            field_dict["rejected"] = rejected
        if rows_read is not UNSET:
            field_dict["rows_read"] = rows_read
        if session_id is not UNSET:
            field_dict["session_id"] = session_id
        if size is not UNSET:
            field_dict["size"] = size
        if state is not UNSET:
            field_dict["state"] = state
        if submitted_at is not UNSET:
            field_dict["submitted_at"] = submitted_at
        if verdicts is not UNSET:
            field_dict["verdicts"] = verdicts
        if warnings is not UNSET:
            field_dict["warnings"] = warnings

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.submission_out_problem_type_0 import SubmissionOutProblemType0 # noqa: PLC0415
        from ..models.submission_out_verdicts import SubmissionOutVerdicts # noqa: PLC0415
        d = dict(src_dict)
        accepted = d.pop("accepted", UNSET)

        department = d.pop("department", UNSET)

        digest = d.pop("digest", UNSET)

        def _parse_erased_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                erased_at_type_0 = datetime.datetime.fromisoformat(data)



                return erased_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        erased_at = _parse_erased_at(d.pop("erased_at", UNSET))


        file_name = d.pop("file_name", UNSET)

        def _parse_finished_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                finished_at_type_0 = datetime.datetime.fromisoformat(data)



                return finished_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        finished_at = _parse_finished_at(d.pop("finished_at", UNSET))


        _id = d.pop("id", UNSET)
        id: UUID | Unset
        if isinstance(_id,  Unset):
            id = UNSET
        else:
            id = UUID(_id)




        kind = d.pop("kind", UNSET)

        late = d.pop("late", UNSET)

        def _parse_problem(data: object) -> None | SubmissionOutProblemType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                problem_type_0 = SubmissionOutProblemType0.from_dict(data)



                return problem_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SubmissionOutProblemType0 | Unset, data)

        problem = _parse_problem(d.pop("problem", UNSET))


        received_before = d.pop("received_before", UNSET)

        rejected = d.pop("rejected", UNSET)

        rows_read = d.pop("rows_read", UNSET)

        _session_id = d.pop("session_id", UNSET)
        session_id: UUID | Unset
        if isinstance(_session_id,  Unset):
            session_id = UNSET
        else:
            session_id = UUID(_session_id)




        size = d.pop("size", UNSET)

        state = d.pop("state", UNSET)

        _submitted_at = d.pop("submitted_at", UNSET)
        submitted_at: datetime.datetime | Unset
        if isinstance(_submitted_at,  Unset):
            submitted_at = UNSET
        else:
            submitted_at = datetime.datetime.fromisoformat(_submitted_at)




        _verdicts = d.pop("verdicts", UNSET)
        verdicts: SubmissionOutVerdicts | Unset
        if isinstance(_verdicts,  Unset):
            verdicts = UNSET
        else:
            verdicts = SubmissionOutVerdicts.from_dict(_verdicts)




        warnings = cast(list[str], d.pop("warnings", UNSET))


        submission_out = cls(
            accepted=accepted,
            department=department,
            digest=digest,
            erased_at=erased_at,
            file_name=file_name,
            finished_at=finished_at,
            id=id,
            kind=kind,
            late=late,
            problem=problem,
            received_before=received_before,
            rejected=rejected,
            rows_read=rows_read,
            session_id=session_id,
            size=size,
            state=state,
            submitted_at=submitted_at,
            verdicts=verdicts,
            warnings=warnings,
        )


        submission_out.additional_properties = d
        return submission_out

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
