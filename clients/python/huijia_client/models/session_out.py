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
  from ..models.session_out_missing import SessionOutMissing
  from ..models.session_out_open_discrepancies import SessionOutOpenDiscrepancies
  from ..models.session_out_problem_type_0 import SessionOutProblemType0
  from ..models.session_out_reminders_item import SessionOutRemindersItem





T = TypeVar("T", bound="SessionOut")



@_attrs_define
class SessionOut:
    """ A meeting. A department sees its own part: its missing kinds and its open discrepancies.

     """

    answer_by: datetime.date | Unset = UNSET
    between_counties: int | None | Unset = UNSET
    """ Matters that desks of two counties could not settle in their time; null for departments. """
    closed_at: datetime.datetime | None | Unset = UNSET
    collect_by: datetime.date | Unset = UNSET
    id: UUID | Unset = UNSET
    late: list[str] | Unset = UNSET
    """ Departments that handed something in after the last day for it. """
    matched_at: datetime.datetime | None | Unset = UNSET
    meeting_on: datetime.date | Unset = UNSET
    missing: SessionOutMissing | Unset = UNSET
    """ Department → kinds not handed in yet. """
    open_discrepancies: SessionOutOpenDiscrepancies | Unset = UNSET
    """ Owner → discrepancies not closed yet. """
    opened_at: datetime.datetime | Unset = UNSET
    period: str | Unset = UNSET
    present: list[str] | Unset = UNSET
    problem: None | SessionOutProblemType0 | Unset = UNSET
    reminders: list[SessionOutRemindersItem] | Unset = UNSET
    """ Reminders sent for this meeting. """
    state: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.session_out_missing import SessionOutMissing # noqa: PLC0415
        from ..models.session_out_open_discrepancies import SessionOutOpenDiscrepancies # noqa: PLC0415
        from ..models.session_out_problem_type_0 import SessionOutProblemType0 # noqa: PLC0415
        from ..models.session_out_reminders_item import SessionOutRemindersItem # noqa: PLC0415
        answer_by: str | Unset = UNSET
        if not isinstance(self.answer_by, Unset):
            answer_by = self.answer_by.isoformat()

        between_counties: int | None | Unset
        if isinstance(self.between_counties, Unset):
            between_counties = UNSET
        else:
            between_counties = self.between_counties

        closed_at: None | str | Unset
        if isinstance(self.closed_at, Unset):
            closed_at = UNSET
        elif isinstance(self.closed_at, datetime.datetime):
            closed_at = self.closed_at.isoformat()
        else:
            closed_at = self.closed_at

        collect_by: str | Unset = UNSET
        if not isinstance(self.collect_by, Unset):
            collect_by = self.collect_by.isoformat()

        id: str | Unset = UNSET
        if not isinstance(self.id, Unset):
            id = str(self.id)

        late: list[str] | Unset = UNSET
        if not isinstance(self.late, Unset):
            late = self.late



        matched_at: None | str | Unset
        if isinstance(self.matched_at, Unset):
            matched_at = UNSET
        elif isinstance(self.matched_at, datetime.datetime):
            matched_at = self.matched_at.isoformat()
        else:
            matched_at = self.matched_at

        meeting_on: str | Unset = UNSET
        if not isinstance(self.meeting_on, Unset):
            meeting_on = self.meeting_on.isoformat()

        missing: dict[str, Any] | Unset = UNSET
        if not isinstance(self.missing, Unset):
            missing = self.missing.to_dict()

        open_discrepancies: dict[str, Any] | Unset = UNSET
        if not isinstance(self.open_discrepancies, Unset):
            open_discrepancies = self.open_discrepancies.to_dict()

        opened_at: str | Unset = UNSET
        if not isinstance(self.opened_at, Unset):
            opened_at = self.opened_at.isoformat()

        period = self.period

        present: list[str] | Unset = UNSET
        if not isinstance(self.present, Unset):
            present = self.present



        problem: dict[str, Any] | None | Unset
        if isinstance(self.problem, Unset):
            problem = UNSET
        elif isinstance(self.problem, SessionOutProblemType0):
            problem = self.problem.to_dict()
        else:
            problem = self.problem

        reminders: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.reminders, Unset):
            reminders = []
            for reminders_item_data in self.reminders:
                reminders_item = reminders_item_data.to_dict()
                reminders.append(reminders_item)



        state = self.state


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
        })
        if answer_by is not UNSET:
            field_dict["answer_by"] = answer_by
        if between_counties is not UNSET:
            field_dict["between_counties"] = between_counties
        if closed_at is not UNSET:
            field_dict["closed_at"] = closed_at
        if collect_by is not UNSET:
            field_dict["collect_by"] = collect_by
        if id is not UNSET:
            field_dict["id"] = id
        if late is not UNSET:
            field_dict["late"] = late
        if matched_at is not UNSET:
            field_dict["matched_at"] = matched_at
        if meeting_on is not UNSET:
            field_dict["meeting_on"] = meeting_on
        if missing is not UNSET:
            field_dict["missing"] = missing
        if open_discrepancies is not UNSET:
            field_dict["open_discrepancies"] = open_discrepancies
        if opened_at is not UNSET:
            field_dict["opened_at"] = opened_at
        if period is not UNSET:
            field_dict["period"] = period
        if present is not UNSET:
            field_dict["present"] = present
        if problem is not UNSET:
            field_dict["problem"] = problem
        if reminders is not UNSET:
            field_dict["reminders"] = reminders
        if state is not UNSET:
            field_dict["state"] = state

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.session_out_missing import SessionOutMissing # noqa: PLC0415
        from ..models.session_out_open_discrepancies import SessionOutOpenDiscrepancies # noqa: PLC0415
        from ..models.session_out_problem_type_0 import SessionOutProblemType0 # noqa: PLC0415
        from ..models.session_out_reminders_item import SessionOutRemindersItem # noqa: PLC0415
        d = dict(src_dict)
        _answer_by = d.pop("answer_by", UNSET)
        answer_by: datetime.date | Unset
        if isinstance(_answer_by,  Unset):
            answer_by = UNSET
        else:
            answer_by = datetime.date.fromisoformat(_answer_by)




        def _parse_between_counties(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        between_counties = _parse_between_counties(d.pop("between_counties", UNSET))


        def _parse_closed_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                closed_at_type_0 = datetime.datetime.fromisoformat(data)



                return closed_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        closed_at = _parse_closed_at(d.pop("closed_at", UNSET))


        _collect_by = d.pop("collect_by", UNSET)
        collect_by: datetime.date | Unset
        if isinstance(_collect_by,  Unset):
            collect_by = UNSET
        else:
            collect_by = datetime.date.fromisoformat(_collect_by)




        _id = d.pop("id", UNSET)
        id: UUID | Unset
        if isinstance(_id,  Unset):
            id = UNSET
        else:
            id = UUID(_id)




        late = cast(list[str], d.pop("late", UNSET))


        def _parse_matched_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                matched_at_type_0 = datetime.datetime.fromisoformat(data)



                return matched_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        matched_at = _parse_matched_at(d.pop("matched_at", UNSET))


        _meeting_on = d.pop("meeting_on", UNSET)
        meeting_on: datetime.date | Unset
        if isinstance(_meeting_on,  Unset):
            meeting_on = UNSET
        else:
            meeting_on = datetime.date.fromisoformat(_meeting_on)




        _missing = d.pop("missing", UNSET)
        missing: SessionOutMissing | Unset
        if isinstance(_missing,  Unset):
            missing = UNSET
        else:
            missing = SessionOutMissing.from_dict(_missing)




        _open_discrepancies = d.pop("open_discrepancies", UNSET)
        open_discrepancies: SessionOutOpenDiscrepancies | Unset
        if isinstance(_open_discrepancies,  Unset):
            open_discrepancies = UNSET
        else:
            open_discrepancies = SessionOutOpenDiscrepancies.from_dict(_open_discrepancies)




        _opened_at = d.pop("opened_at", UNSET)
        opened_at: datetime.datetime | Unset
        if isinstance(_opened_at,  Unset):
            opened_at = UNSET
        else:
            opened_at = datetime.datetime.fromisoformat(_opened_at)




        period = d.pop("period", UNSET)

        present = cast(list[str], d.pop("present", UNSET))


        def _parse_problem(data: object) -> None | SessionOutProblemType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                problem_type_0 = SessionOutProblemType0.from_dict(data)



                return problem_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SessionOutProblemType0 | Unset, data)

        problem = _parse_problem(d.pop("problem", UNSET))


        _reminders = d.pop("reminders", UNSET)
        reminders: list[SessionOutRemindersItem] | Unset = UNSET
        if _reminders is not UNSET:
            reminders = []
            for reminders_item_data in _reminders:
                reminders_item = SessionOutRemindersItem.from_dict(reminders_item_data)



                reminders.append(reminders_item)


        state = d.pop("state", UNSET)

        session_out = cls(
            answer_by=answer_by,
            between_counties=between_counties,
            closed_at=closed_at,
            collect_by=collect_by,
            id=id,
            late=late,
            matched_at=matched_at,
            meeting_on=meeting_on,
            missing=missing,
            open_discrepancies=open_discrepancies,
            opened_at=opened_at,
            period=period,
            present=present,
            problem=problem,
            reminders=reminders,
            state=state,
        )


        session_out.additional_properties = d
        return session_out

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
