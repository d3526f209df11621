"""A discrepancy as it is shown: title, benefit and evidence from its rule, and what its owner needs to act."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import bindparam, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from chassis import clock
from chassis.identifiers import mask_citizen_number
from chassis.sealing import Sealer
from services.registry.persons.tables import Person
from services.registry.reconciliation.discrepancies.catalogue import Rule, rules
from services.registry.reconciliation.discrepancies.schemas import AcknowledgementOut, DiscrepancyOut
from services.registry.reconciliation.discrepancies.tables import Answer, Discrepancy
from services.registry.reconciliation.record_kinds.kinds import kinds
from services.registry.reconciliation.submissions.contexts import RECORD

_RECORDS = text(
    "SELECT r.submission_id, r.row_number, r.record_sealed, s.kind FROM submission_rows r"
    " JOIN submissions s ON s.id = r.submission_id"
    " WHERE r.submission_id IN :submissions AND r.row_number IN :numbers AND r.record_sealed IS NOT NULL"
).bindparams(bindparam("submissions", expanding=True), bindparam("numbers", expanding=True))

Record = dict[str, str]


async def records_of(
    session: AsyncSession, sealer: Sealer, rows: Sequence[Discrepancy]
) -> dict[tuple[UUID, int], Record]:
    """The rows that these rest on, opened, as far as they are not erased: column → value."""
    named = [row for row in rows if row.submission_id is not None]
    if not named:
        return {}
    submissions, numbers = {row.submission_id for row in named}, {row.row_number for row in named}
    found = await session.execute(_RECORDS, {"submissions": list(submissions), "numbers": list(numbers)})
    return {
        (row.submission_id, row.row_number): dict(
            zip(kinds()[row.kind].names, msgspec.json.decode(sealer.open(row.record_sealed, RECORD)), strict=True)
        )
        for row in found
    }


async def show_discrepancies(
    session: AsyncSession, sealer: Sealer, rows: Sequence[Discrepancy], language: str
) -> list[DiscrepancyOut]:
    """As they are, each with its answers."""
    records = await records_of(session, sealer, rows)
    persons = await _persons(session, rows)
    answers = await _answers(session, rows)
    return [_show(row, records, persons, answers.get(row.id, []), language) for row in rows]


async def _persons(session: AsyncSession, rows: Sequence[Discrepancy]) -> dict[UUID, Person]:
    wanted = {row.person_id for row in rows if row.person_id is not None and rules()[row.rule].shows_person}
    found = await session.scalars(select(Person).where(col(Person.id).in_(wanted)))
    return {person.id: person for person in found}


async def _answers(session: AsyncSession, rows: Sequence[Discrepancy]) -> dict[UUID, list[Answer]]:
    given = select(Answer).where(col(Answer.discrepancy_id).in_([row.id for row in rows]))
    by_discrepancy: dict[UUID, list[Answer]] = {}
    for answer in await session.scalars(given.order_by(col(Answer.answered_at), col(Answer.id))):
        by_discrepancy.setdefault(answer.discrepancy_id, []).append(answer)
    return by_discrepancy


def _show(
    row: Discrepancy,
    records: dict[tuple[UUID, int], Record],
    persons: dict[UUID, Person],
    answers: list[Answer],
    language: str,
) -> DiscrepancyOut:
    rule, english = rules()[row.rule], language == "en"
    record = records.get((row.submission_id, row.row_number or 0)) if row.submission_id else None
    told: dict[str, Any] = row.model_dump(exclude={"differs"}) | {
        "title": rule.en if english else rule.zh,
        "matter": rule.matter,
        "remedy": rule.remedy,
        "overdue": row.state != "closed" and clock.today() > row.due_on,
        "benefit": rule.benefit_en if english else rule.benefit_zh,
        "evidence_needed": rule.evidence_en if english else rule.evidence_zh,
        "differs": row.differs.split(",") if row.differs else [],
        "about": _about(rule, record, persons.get(row.person_id) if row.person_id else None),
        "answers": [answer.model_dump(include=_ANSWER) for answer in answers],
    }
    return DiscrepancyOut.model_validate(told)


_ANSWER = {"answered_at", "department", "outcome", "note", "evidence"}


def _about(rule: Rule, record: Record | None, person: Person | None) -> dict[str, str] | None:
    if record is not None:
        return {name: _masked(name, record[name]) for name in rule.shows if record.get(name)}
    if person is not None:
        return {name: str(getattr(person, name)) for name in rule.shows_person}
    return None


def _masked(column: str, value: str) -> str:
    return mask_citizen_number(value) if column.endswith("number") else value


def show_acknowledgement(row: Discrepancy, language: str) -> AcknowledgementOut:
    """What came of a row, for who handed it in."""
    rule = rules()[row.rule]
    told = row.model_dump() | {"title": rule.en if language == "en" else rule.zh, "outcome": row.closed_how}
    return AcknowledgementOut.model_validate(told)
