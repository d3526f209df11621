"""Put into the register what the meeting resolved: by the use cases of the desk, with their checks and events.

Where it came from stays with the register: versions made here name the discrepancy as their source, or the event that
was registered; the discrepancy names that event, and the audit entry names both.
"""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit
from chassis.auth import Caller
from chassis.concurrency import expect_revision
from chassis.db import driver
from chassis.fault_words import of_validation
from chassis.problems import BadPayload, Fault
from chassis.sealing import Sealer
from services.registry.births.register_birth import register_birth
from services.registry.births.schemas import BirthEntry
from services.registry.changes import Change
from services.registry.deaths.register_death import register_death
from services.registry.deaths.schemas import DeathEntry
from services.registry.divorces.register_divorce import register_divorce
from services.registry.divorces.schemas import DivorceEntry
from services.registry.duplicates.note_duplicates import keep_pairs
from services.registry.marriages.register_marriage import register_marriage
from services.registry.marriages.schemas import MarriageEntry
from services.registry.persons.correct_person import correct_person
from services.registry.persons.find_person import lock_person
from services.registry.persons.schemas import PersonPatch
from services.registry.reconciliation.discrepancies.catalogue import rules
from services.registry.reconciliation.discrepancies.errors import DiscrepancyNotInState, EvidenceErased, NoRemedyHere
from services.registry.reconciliation.discrepancies.queries import find_discrepancy
from services.registry.reconciliation.discrepancies.resolve_discrepancy import settle
from services.registry.reconciliation.discrepancies.schemas import ApplicationEntry
from services.registry.reconciliation.discrepancies.show_discrepancy import Record, records_of
from services.registry.reconciliation.discrepancies.tables import Discrepancy
from services.registry.residence.move_person import move_person
from services.registry.residence.schemas import MoveEntry

SOURCE = "reconciliation"
_REASON = "reconcile"


class Act(NamedTuple):
    """One application: who, about what, with which row and what was added to it."""

    session: AsyncSession
    sealer: Sealer
    caller: Caller
    row: Discrepancy
    record: Record
    entry: ApplicationEntry


async def apply_resolution(
    session: AsyncSession,
    sealer: Sealer,
    caller: Caller,
    discrepancy_id: UUID,
    if_match: str | None,
    entry: ApplicationEntry,
) -> Discrepancy:
    """The discrepancy, closed. Raises what the use case behind its remedy raises, and this feature's refusals."""
    row = await find_discrepancy(session, caller, discrepancy_id, lock=True)
    expect_revision(if_match, row.revision)
    if row.state != "resolved" or (row.decision or {}).get("resolution") != "put-right-here":
        raise DiscrepancyNotInState(state=row.state)
    remedy = _REMEDIES.get(rules()[row.rule].remedy)
    if remedy is None:
        raise NoRemedyHere(rule=row.rule)
    records = await records_of(session, sealer, [row])
    record = records.get((row.submission_id, row.row_number or 0)) if row.submission_id else None
    if record is None and remedy is not _ask_duplicates:
        raise EvidenceErased()
    try:
        made = await remedy(Act(session, sealer, caller, row, record or {}, entry))
    except ValidationError as bad:
        faults = [
            Fault(f"#/{'/'.join(map(str, f['loc']))}", f["type"], of_validation(f))
            for f in bad.errors(include_input=False)
        ]
        raise BadPayload(faults=faults) from None
    row.decision = (row.decision or {}) | {"registered": made}
    await settle(session, row, "closed", "applied")
    await audit.record(session, caller, "apply-resolution", row.person_id, discrepancy=row.id, registered=made)
    return row


def _person(act: Act) -> UUID:
    if act.row.person_id is None:
        raise EvidenceErased()
    return act.row.person_id


def _day(act: Act, column: str) -> date:
    return date.fromisoformat(act.record[column])


async def _register_birth(act: Act) -> dict[str, Any]:
    record = act.record
    child: dict[str, Any] = {"name": act.entry.name or record.get("child_name") or "", "sex": int(record["child_sex"])}
    child |= {"birth_date": record["born_on"], "citizen_number": record.get("child_number") or None}
    told: dict[str, Any] = {"child": child, "mother_id": act.row.other_id}
    if act.entry.residence_division or act.row.other_id is None:
        place = act.entry.residence_division or record.get("division") or None
        told |= {"registered_division": place, "residence_division": place}
    birth = await register_birth(act.session, act.sealer, act.caller, BirthEntry.model_validate(told))
    act.row.person_id = birth.person_id
    return {"kind": "birth", "id": str(birth.id)}


async def _register_death(act: Act) -> dict[str, Any]:
    entry = DeathEntry(person_id=_person(act), died_on=_day(act, "died_on"))
    death = await register_death(act.session, act.sealer, act.caller, entry)
    return {"kind": "death", "id": str(death.id)}


async def _register_marriage(act: Act) -> dict[str, Any]:
    told = {"first_id": _person(act), "second_id": act.row.other_id, "married_on": act.record["married_on"]}
    marriage = await register_marriage(act.session, act.sealer, act.caller, MarriageEntry.model_validate(told))
    return {"kind": "marriage", "id": str(marriage.id)}


async def _register_divorce(act: Act) -> dict[str, Any]:
    told = {"first_id": _person(act), "second_id": act.row.other_id, "divorced_on": act.record["divorced_on"]}
    divorce = await register_divorce(act.session, act.sealer, act.caller, DivorceEntry.model_validate(told))
    return {"kind": "divorce", "id": str(divorce.id)}


async def _register_move(act: Act) -> dict[str, Any]:
    place = act.entry.to_division or act.record["to_division"]
    entry = MoveEntry(to_division=place, moved_on=_day(act, "moved_on"))
    moves = await move_person(act.session, act.sealer, act.caller, _person(act), entry)
    return {"kind": "move", "id": str(moves[0].group_id)}


async def _correct_identity(act: Act) -> dict[str, Any]:
    columns = {"name": "name", "sex": "sex", "birth_date": "born_on"}
    fields = {field: act.record.get(columns[field]) for field in (act.row.differs or "").split(",") if field in columns}
    told: dict[str, Any] = {field: int(v) if field == "sex" else v for field, v in fields.items() if v}
    if act.entry.name:
        told["name"] = act.entry.name
    patch = PersonPatch.model_validate({"reason": _REASON} | told)
    ground = Change.by_caller(act.caller, _REASON, SOURCE, act.row.id)
    person = await lock_person(act.session, act.caller, _person(act))
    etag = f'"{person.revision}"'
    corrected = await correct_person(act.session, act.sealer, act.caller, person.id, etag, patch, ground)
    return {"kind": "correction", "fields": sorted(told), "revision": corrected.revision}


async def _ask_duplicates(act: Act) -> dict[str, Any]:
    if act.row.other_id is None:
        raise EvidenceErased()
    pair: tuple[UUID, UUID, float, dict[str, str]] = (_person(act), act.row.other_id, 0.0, {})
    await keep_pairs(await driver(act.session), [pair], SOURCE, None)
    return {"kind": "duplicate-question"}


_REMEDIES: dict[str, Callable[[Act], Awaitable[dict[str, Any]]]] = {
    "register-birth": _register_birth,
    "register-death": _register_death,
    "register-marriage": _register_marriage,
    "register-divorce": _register_divorce,
    "register-move": _register_move,
    "correct-identity": _correct_identity,
    "ask-duplicates": _ask_duplicates,
}
