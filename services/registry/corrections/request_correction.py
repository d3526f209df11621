"""Take down what a person says is wrong about them, field by field (PIPL art. 46)."""

from typing import Any
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock, outbox
from chassis.auth import Caller
from chassis.fault_words import of_validation
from chassis.identifiers import new_id
from chassis.problems import BadPayload, Fault
from chassis.sealing import Sealer
from contracts.corrections import CorrectionRequested
from services.registry.corrections.deadlines import due
from services.registry.corrections.schemas import Claim, CorrectionEntry
from services.registry.corrections.tables import Correction, CorrectionClaim
from services.registry.corrections.values import seal
from services.registry.documents.keep_document import keep_document
from services.registry.faults import refuse
from services.registry.findings import Finding
from services.registry.persons.correct_person import values_of
from services.registry.persons.find_person import lock_person
from services.registry.persons.schemas import PersonPatch


async def request_correction(
    session: AsyncSession, sealer: Sealer, caller: Caller, person_id: UUID, entry: CorrectionEntry
) -> Correction:
    """The request, with the day by which it is decided. Raises UnknownPerson, BadPayload."""
    person = await lock_person(session, caller, person_id)
    held = values_of(person, sealer)
    stated = _stated(entry.claims)
    refuse([*_of_day(entry), *_already_so(entry.claims, held, stated)])
    document_id = await keep_document(session, sealer, caller, entry.document) if entry.document else None
    await session.flush()  # the request leads to the paper, which has to be there first
    correction = _correction(caller, person_id, entry, document_id)
    session.add(correction)
    await session.flush()
    for position, claim in enumerate(entry.claims):
        session.add(
            CorrectionClaim(
                correction_id=correction.id,
                field=claim.field,
                position=position,
                what_is_wrong=claim.what_is_wrong,
                held_sealed=seal(sealer, held[claim.field]),
                stated_sealed=seal(sealer, stated[claim.field]),
            )
        )
    await session.flush()
    fields = sorted(stated)
    await outbox.add(session, _told(correction, person.residence_division))
    await audit.record(session, caller, "request-correction", person_id, correction=correction.id, fields=fields)
    return correction


def _told(correction: Correction, division: str) -> CorrectionRequested:
    asked, due_on = correction.requested_on, correction.decide_by
    return CorrectionRequested(correction_id=correction.id, division=division, requested_on=asked, due_on=due_on)


def _correction(caller: Caller, person_id: UUID, entry: CorrectionEntry, document_id: UUID | None) -> Correction:
    requested_on = entry.requested_on or clock.today()
    decide_by, source = due("decision", requested_on)
    return Correction(
        id=new_id(),
        person_id=person_id,
        asked_by=entry.asked_by,
        document_id=document_id,
        requested_on=requested_on,
        recorded_by=caller.subject,
        recorded_at=clock.now(),
        decide_by=decide_by,
        decide_by_source=source,
        owed_by=decide_by,
    )


def _stated(claims: list[Claim]) -> dict[str, Any]:
    # The same checks as for a correction by the office, each fault told at the place where it was written.
    stated: dict[str, Any] = {}
    faults = []
    for place, claim in enumerate(claims):
        if claim.field in stated:
            faults.append(Fault(f"#/claims/{place}/field", "twice", "该项重复 (the field is there twice)"))
        try:
            patch = PersonPatch.model_validate({"reason": "更正", claim.field: claim.should_be})
        except ValidationError as error:
            pointer = f"#/claims/{place}/should_be"
            faults += [
                Fault(pointer, fault["type"], of_validation(fault)) for fault in error.errors(include_input=False)
            ]
        else:
            stated[claim.field] = getattr(patch, claim.field)
    if faults:
        raise BadPayload(faults=faults)
    return stated


def _of_day(entry: CorrectionEntry) -> list[Finding]:
    if entry.requested_on is not None and entry.requested_on > clock.today():
        return [Finding("requested_on", "in_future", "申请日期在未来", "the day lies in the future")]
    return []


def _already_so(claims: list[Claim], held: dict[str, Any], stated: dict[str, Any]) -> list[Finding]:
    return [
        Finding(f"claims/{place}/should_be", "already_so", "登记内容已经如此", "the register says so already")
        for place, claim in enumerate(claims)
        if held[claim.field] == stated[claim.field]
    ]
