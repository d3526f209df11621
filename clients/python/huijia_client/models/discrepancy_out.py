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
  from ..models.discrepancy_out_about_type_0 import DiscrepancyOutAboutType0
  from ..models.discrepancy_out_answers_item import DiscrepancyOutAnswersItem
  from ..models.discrepancy_out_decision_type_0 import DiscrepancyOutDecisionType0





T = TypeVar("T", bound="DiscrepancyOut")



@_attrs_define
class DiscrepancyOut:
    """ A task owed to a person. A department is shown what its policy gives it.

     """

    about: DiscrepancyOutAboutType0 | None | Unset = UNSET
    """ What the owner needs to act; numbers masked; null once erased. """
    answers: list[DiscrepancyOutAnswersItem] | Unset = UNSET
    benefit: str | Unset = UNSET
    """ What the person gains when it is mended. """
    closed_how: None | str | Unset = UNSET
    closed_on: datetime.date | None | Unset = UNSET
    decision: DiscrepancyOutDecisionType0 | None | Unset = UNSET
    differs: list[str] | Unset = UNSET
    """ Names of the fields that differ. """
    division: str | Unset = UNSET
    due_on: datetime.date | Unset = UNSET
    evidence_needed: str | Unset = UNSET
    """ What closes it. """
    happened_on: datetime.date | None | Unset = UNSET
    id: UUID | Unset = UNSET
    matter: str | Unset = UNSET
    opened_on: datetime.date | Unset = UNSET
    other_id: None | Unset | UUID = UNSET
    overdue: bool | Unset = UNSET
    owner: str | Unset = UNSET
    person_id: None | Unset | UUID = UNSET
    remedy: str | Unset = UNSET
    row_number: int | None | Unset = UNSET
    rule: str | Unset = UNSET
    severity: str | Unset = UNSET
    state: str | Unset = UNSET
    submission_id: None | Unset | UUID = UNSET
    submitter: None | str | Unset = UNSET
    title: str | Unset = UNSET
    """ What disagrees, in words. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.discrepancy_out_about_type_0 import DiscrepancyOutAboutType0 # noqa: PLC0415
        from ..models.discrepancy_out_answers_item import DiscrepancyOutAnswersItem # noqa: PLC0415
        from ..models.discrepancy_out_decision_type_0 import DiscrepancyOutDecisionType0 # noqa: PLC0415
        about: dict[str, Any] | None | Unset
        if isinstance(self.about, Unset):
            about = UNSET
        elif isinstance(self.about, DiscrepancyOutAboutType0):
            about = self.about.to_dict()
        else:
            about = self.about

        answers: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.answers, Unset):
            answers = []
            for answers_item_data in self.answers:
                answers_item = answers_item_data.to_dict()
                answers.append(answers_item)



        benefit = self.benefit

        closed_how: None | str | Unset
        if isinstance(self.closed_how, Unset):
            closed_how = UNSET
        else:
            closed_how = self.closed_how

        closed_on: None | str | Unset
        if isinstance(self.closed_on, Unset):
            closed_on = UNSET
        elif isinstance(self.closed_on, datetime.date):
            closed_on = self.closed_on.isoformat()
        else:
            closed_on = self.closed_on

        decision: dict[str, Any] | None | Unset
        if isinstance(self.decision, Unset):
            decision = UNSET
        elif isinstance(self.decision, DiscrepancyOutDecisionType0):
            decision = self.decision.to_dict()
        else:
            decision = self.decision

        differs: list[str] | Unset = UNSET
        if not isinstance(self.differs, Unset):
            differs = self.differs



        division = self.division

        due_on: str | Unset = UNSET
        if not isinstance(self.due_on, Unset):
            due_on = self.due_on.isoformat()

        evidence_needed = self.evidence_needed

        happened_on: None | str | Unset
        if isinstance(self.happened_on, Unset):
            happened_on = UNSET
        elif isinstance(self.happened_on, datetime.date):
            happened_on = self.happened_on.isoformat()
        else:
            happened_on = self.happened_on

        id: str | Unset = UNSET
        if not isinstance(self.id, Unset):
            id = str(self.id)

        matter = self.matter

        opened_on: str | Unset = UNSET
        if not isinstance(self.opened_on, Unset):
            opened_on = self.opened_on.isoformat()

        other_id: None | str | Unset
        if isinstance(self.other_id, Unset):
            other_id = UNSET
        elif isinstance(self.other_id, UUID):
            other_id = str(self.other_id)
        else:
            other_id = self.other_id

        overdue = self.overdue

        owner = self.owner

        person_id: None | str | Unset
        if isinstance(self.person_id, Unset):
            person_id = UNSET
        elif isinstance(self.person_id, UUID):
            person_id = str(self.person_id)
        else:
            person_id = self.person_id

        remedy = self.remedy

        row_number: int | None | Unset
        if isinstance(self.row_number, Unset):
            row_number = UNSET
        else:
            row_number = self.row_number

        rule = self.rule

        severity = self.severity

        state = self.state

        submission_id: None | str | Unset
        if isinstance(self.submission_id, Unset):
            submission_id = UNSET
        elif isinstance(self.submission_id, UUID):
            submission_id = str(self.submission_id)
        else:
            submission_id = self.submission_id

        submitter: None | str | Unset
        if isinstance(self.submitter, Unset):
            submitter = UNSET
        else:
            submitter = self.submitter

        title = self.title


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
        })
        if about is not UNSET:
            field_dict["about"] = about
        if answers is not UNSET:
            field_dict["answers"] = answers
        if benefit is not UNSET:
            field_dict["benefit"] = benefit
        if closed_how is not UNSET:
            field_dict["closed_how"] = closed_how
        if closed_on is not UNSET:
            field_dict["closed_on"] = closed_on
        if decision is not UNSET:
            field_dict["decision"] = decision
        if differs is not UNSET:
            field_dict["differs"] = differs
        if division is not UNSET:
            field_dict["division"] = division
        if due_on is not UNSET:
            field_dict["due_on"] = due_on
        if evidence_needed is not UNSET:
            field_dict["evidence_needed"] = evidence_needed
        if happened_on is not UNSET:
            field_dict["happened_on"] = happened_on
        if id is not UNSET:
            field_dict["id"] = id
        if matter is not UNSET:
            field_dict["matter"] = matter
        if opened_on is not UNSET:
            field_dict["opened_on"] = opened_on
        if other_id is not UNSET:
            field_dict["other_id"] = other_id
        if overdue is not UNSET:
            field_dict["overdue"] = overdue
        if owner is not UNSET:
            field_dict["owner"] = owner
        if person_id is not UNSET:
            field_dict["person_id"] = person_id
        if remedy is not UNSET:
            field_dict["remedy"] = remedy
        if row_number is not UNSET:
            field_dict["row_number"] = row_number
        if rule is not UNSET:
            field_dict["rule"] = rule
        if severity is not UNSET:
            field_dict["severity"] = severity
        if state is not UNSET:
            field_dict["state"] = state
        if submission_id is not UNSET:
            field_dict["submission_id"] = submission_id
        if submitter is not UNSET:
            field_dict["submitter"] = submitter
        if title is not UNSET:
            field_dict["title"] = title

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.discrepancy_out_about_type_0 import DiscrepancyOutAboutType0 # noqa: PLC0415
        from ..models.discrepancy_out_answers_item import DiscrepancyOutAnswersItem # noqa: PLC0415
        from ..models.discrepancy_out_decision_type_0 import DiscrepancyOutDecisionType0 # noqa: PLC0415
        d = dict(src_dict)
        def _parse_about(data: object) -> DiscrepancyOutAboutType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                about_type_0 = DiscrepancyOutAboutType0.from_dict(data)



                return about_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(DiscrepancyOutAboutType0 | None | Unset, data)

        about = _parse_about(d.pop("about", UNSET))


        _answers = d.pop("answers", UNSET)
        answers: list[DiscrepancyOutAnswersItem] | Unset = UNSET
        if _answers is not UNSET:
            answers = []
            for answers_item_data in _answers:
                answers_item = DiscrepancyOutAnswersItem.from_dict(answers_item_data)



                answers.append(answers_item)


        benefit = d.pop("benefit", UNSET)

        def _parse_closed_how(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        closed_how = _parse_closed_how(d.pop("closed_how", UNSET))


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


        def _parse_decision(data: object) -> DiscrepancyOutDecisionType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                decision_type_0 = DiscrepancyOutDecisionType0.from_dict(data)



                return decision_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(DiscrepancyOutDecisionType0 | None | Unset, data)

        decision = _parse_decision(d.pop("decision", UNSET))


        differs = cast(list[str], d.pop("differs", UNSET))


        division = d.pop("division", UNSET)

        _due_on = d.pop("due_on", UNSET)
        due_on: datetime.date | Unset
        if isinstance(_due_on,  Unset):
            due_on = UNSET
        else:
            due_on = datetime.date.fromisoformat(_due_on)




        evidence_needed = d.pop("evidence_needed", UNSET)

        def _parse_happened_on(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                happened_on_type_0 = datetime.date.fromisoformat(data)



                return happened_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        happened_on = _parse_happened_on(d.pop("happened_on", UNSET))


        _id = d.pop("id", UNSET)
        id: UUID | Unset
        if isinstance(_id,  Unset):
            id = UNSET
        else:
            id = UUID(_id)




        matter = d.pop("matter", UNSET)

        _opened_on = d.pop("opened_on", UNSET)
        opened_on: datetime.date | Unset
        if isinstance(_opened_on,  Unset):
            opened_on = UNSET
        else:
            opened_on = datetime.date.fromisoformat(_opened_on)




        def _parse_other_id(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                other_id_type_0 = UUID(data)



                return other_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        other_id = _parse_other_id(d.pop("other_id", UNSET))


        overdue = d.pop("overdue", UNSET)

        owner = d.pop("owner", UNSET)

        def _parse_person_id(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                person_id_type_0 = UUID(data)



                return person_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        person_id = _parse_person_id(d.pop("person_id", UNSET))


        remedy = d.pop("remedy", UNSET)

        def _parse_row_number(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        row_number = _parse_row_number(d.pop("row_number", UNSET))


        rule = d.pop("rule", UNSET)

        severity = d.pop("severity", UNSET)

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


        def _parse_submitter(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        submitter = _parse_submitter(d.pop("submitter", UNSET))


        title = d.pop("title", UNSET)

        discrepancy_out = cls(
            about=about,
            answers=answers,
            benefit=benefit,
            closed_how=closed_how,
            closed_on=closed_on,
            decision=decision,
            differs=differs,
            division=division,
            due_on=due_on,
            evidence_needed=evidence_needed,
            happened_on=happened_on,
            id=id,
            matter=matter,
            opened_on=opened_on,
            other_id=other_id,
            overdue=overdue,
            owner=owner,
            person_id=person_id,
            remedy=remedy,
            row_number=row_number,
            rule=rule,
            severity=severity,
            state=state,
            submission_id=submission_id,
            submitter=submitter,
            title=title,
        )


        discrepancy_out.additional_properties = d
        return discrepancy_out

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
